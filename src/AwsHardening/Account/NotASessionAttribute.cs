using System.Management.Automation;

namespace AwsHardening.Account;

/// <summary>
/// For parameters that take text or any object from the pipeline: a session that is piped in is for -Session, and PowerShell would
/// give its text to them as well.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotASessionAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData as PSObject)?.BaseObject is HardeningSession || inputData is HardeningSession
            // PowerShell passes over a parameter only where the reason is a cast that cannot be.
            ? throw new ArgumentTransformationMetadataException(
                "A session is no such value: it belongs to -Session.", new PSInvalidCastException("A session is no such value."))
            : inputData;
}
