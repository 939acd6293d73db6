using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Changes;
using AwsHardening.Core.Encryption.Store;
using AwsHardening.Help;
using AwsHardening.Pipeline;

namespace AwsHardening.Encryption;

/// <summary>Makes the KMS key and the table that data keys are kept with, or raises what falls short of those there are.</summary>
[Cmdlet(VerbsData.Initialize, "DataKeyStore", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(DataKeyStore), typeof(HardeningPlan))]
[RequiresIamAction("kms:DescribeKey")]
[RequiresIamAction("kms:GetKeyRotationStatus", When = "the key is there")]
[RequiresIamAction("kms:ListKeys", When = "the answer of kms:CreateKey is lost")]
[RequiresIamAction("kms:CreateKey", When = "the key is not there")]
[RequiresIamAction("kms:CreateAlias", When = "the key is not there")]
[RequiresIamAction("kms:EnableKeyRotation", When = "the key's rotation is off")]
[RequiresIamAction("kms:DisableKeyRotation", When = "a change has to be taken back")]
[RequiresIamAction("kms:DeleteAlias", When = "a change has to be taken back")]
[RequiresIamAction("dynamodb:DescribeTable")]
[RequiresIamAction("dynamodb:DescribeContinuousBackups", When = "the table is there")]
[RequiresIamAction("dynamodb:CreateTable", When = "the table is not there")]
[RequiresIamAction("dynamodb:UpdateTable", When = "the table is there and falls short")]
[RequiresIamAction("dynamodb:UpdateContinuousBackups")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class InitializeDataKeyStoreCommand : ChangeCmdlet
{
    /// <summary>The table.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "The DynamoDB table for data keys.")]
    [ValidateNotNullOrEmpty]
    public string TableName { get; set; } = "workshop_encryption_keys";

    /// <summary>The alias of the KMS key.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true, HelpMessage = "The alias of the KMS key, such as alias/workshop.")]
    [ValidateText(@"alias/[\w:/-]+", "the alias of a key, such as alias/workshop")]
    public string KeyAlias { get; set; } = "alias/workshop";

    /// <summary>Answer the second question with yes.</summary>
    [Parameter(HelpMessage = "Make key and table without being asked a second time: nothing takes them back. Never skips -WhatIf.")]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        this.RefuseRevertOfPlan(RevertAfter, PlanOnly);
        var options = new StoreOptions { TableName = TableName, KmsKeyId = KeyAlias, Force = Force, RevertAfter = RevertAfter };
        if (PlanOnly)
        {
            EmitOne((host, stop) => DataKeyStoreOperation.PlanAsync(OpenSession(), options, host, stop));
        }
        else
        {
            EmitOne((host, stop) => DataKeyStoreOperation.InitializeAsync(OpenSession(), options, host, stop));
        }
    }
}
