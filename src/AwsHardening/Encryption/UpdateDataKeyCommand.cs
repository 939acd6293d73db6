using System.Management.Automation;
using AwsHardening.Completion;
using AwsHardening.Core.Encryption.Store;
using AwsHardening.Help;

namespace AwsHardening.Encryption;

/// <summary>Makes a new version of data keys, or with -Rewrap encrypts the ones there are afresh.</summary>
[Cmdlet(VerbsData.Update, "DataKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(DataKey), typeof(HardeningPlan))]
[RequiresIamAction("dynamodb:GetItem")]
[RequiresIamAction("dynamodb:UpdateItem")]
[RequiresIamAction("kms:GenerateDataKeyWithoutPlaintext", When = "-Rewrap is not said")]
[RequiresIamAction("kms:ReEncryptFrom", When = "-Rewrap is said")]
[RequiresIamAction("kms:ReEncryptTo", When = "-Rewrap is said")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class UpdateDataKeyCommand : DataKeyChangeCmdlet
{
    /// <summary>The KMS key.</summary>
    [Parameter(HelpMessage = "Another KMS key to encrypt under, by id, ARN or alias; left out, the one there is.")]
    [ArgumentCompleter(typeof(KmsKeyIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string? KmsKeyId { get; set; }

    /// <summary>Encrypt the versions there are afresh.</summary>
    [Parameter(HelpMessage = "Make no new version, but have KMS encrypt those there are afresh. Messages keep what they carry.")]
    public SwitchParameter Rewrap { get; set; }

    private protected override string Action => Rewrap ? nameof(DataKeyAction.Rewrap) : nameof(DataKeyAction.Update);

    private protected override string? SaidKmsKeyId => KmsKeyId;
}
