using System.Management.Automation;

namespace AwsHardening.Identity;

/// <summary>
/// For names that may be piped in as text: an object that has other columns than this one is no name, and PowerShell would give its
/// text to the parameter as well.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NamesOnlyAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData as PSObject)?.BaseObject is PSCustomObject
            // PowerShell passes over a parameter only where the reason is a cast that cannot be.
            ? throw new ArgumentTransformationMetadataException("An object is no name.", new PSInvalidCastException("An object is no name."))
            : inputData;
}
