using System.Management.Automation;
using AwsHardening.Core.Encryption.Store;
using AwsHardening.Help;

namespace AwsHardening.Encryption;

/// <summary>Stops new use of data keys. What was encrypted with them can still be read.</summary>
[Cmdlet(VerbsLifecycle.Disable, "DataKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(DataKey), typeof(HardeningPlan))]
[RequiresIamAction("dynamodb:GetItem")]
[RequiresIamAction("dynamodb:UpdateItem")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class DisableDataKeyCommand : DataKeyChangeCmdlet
{
    private protected override string Action => nameof(DataKeyAction.Disable);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        WriteWarning("Disabling stops new use only: what was encrypted with the key can still be read by everybody who could read it before. "
            + "To stop reading too, disable its KMS key.");
        base.EndProcessing();
    }
}
