using System.Management.Automation;
using AwsHardening.Completion;
using AwsHardening.Core.Encryption.Store;
using AwsHardening.Help;

namespace AwsHardening.Encryption;

/// <summary>Makes data keys in the store; one that is there is never overwritten.</summary>
[Cmdlet(VerbsCommon.New, "DataKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(DataKey), typeof(HardeningPlan))]
[RequiresIamAction("kms:GenerateDataKeyWithoutPlaintext")]
[RequiresIamAction("dynamodb:GetItem")]
[RequiresIamAction("dynamodb:PutItem")]
[RequiresIamAction("dynamodb:UpdateItem")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class NewDataKeyCommand : DataKeyChangeCmdlet
{
    /// <summary>The KMS key.</summary>
    [Parameter(HelpMessage = "The KMS key that encrypts the data key, by id, ARN or alias.")]
    [ArgumentCompleter(typeof(KmsKeyIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string KmsKeyId { get; set; } = "alias/workshop";

    private protected override string Action => nameof(DataKeyAction.New);

    private protected override string? SaidKmsKeyId => KmsKeyId;
}
