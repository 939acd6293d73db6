using System.Security;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Identity.Vault;

namespace AwsHardening.Core.Identity;

/// <summary>What an MFA device shows.</summary>
internal static class MfaCode
{
    private const int Digits = 6;

    /// <summary>The code for AWS; many devices show it with a space in the middle.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="serial">The device.</param>
    /// <exception cref="OperationException">It is not six digits; what it is instead is not repeated.</exception>
    public static string Reveal(SecureString typed, string serial)
    {
        var code = SecretText.Reveal(typed).Replace(" ", "", StringComparison.Ordinal);
        return code.Length == Digits && code.All(char.IsAsciiDigit) ? code : throw AssumeRoleErrors.MfaCodeMalformed(serial);
    }
}
