using System.Management.Automation;
using System.Security;

namespace AwsHardening.Identity;

/// <summary>
/// For the code of an MFA device: a SecureString, or the six digits as they are typed. They are good once and for half a minute, so that
/// what stands in the history is worth nothing; further on nobody sees them.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MfaCodeAttribute : ArgumentTransformationAttribute
{
    private const int Digits = 6;

    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (inputData is null || (inputData as PSObject)?.BaseObject is SecureString || inputData is SecureString)
        {
            return inputData;
        }

        // A number is taken as it was typed: its leading zeros belong to the code.
        var typed = LanguagePrimitives.ConvertTo<string>(inputData);
        if (typed.Length != Digits || !typed.All(char.IsAsciiDigit))
        {
            throw new ArgumentTransformationMetadataException("The code of an MFA device is six digits, in quotes or as a SecureString.");
        }

        var code = new SecureString();
        SecureCharacters.Append(code, typed);
        code.MakeReadOnly();
        return code;
    }
}
