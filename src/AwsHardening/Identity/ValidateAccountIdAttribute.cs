using System.Management.Automation;

namespace AwsHardening.Identity;

/// <summary>
/// Twelve digits. Nothing at all passes: PowerShell also gives a session's <c>AccountId</c> to a parameter of that name, and a session
/// does not know its account before it was asked. The command itself refuses that of anything else.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateAccountIdAttribute : ValidateArgumentsAttribute
{
    private const int Digits = 12;

    /// <inheritdoc />
    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is not null && !(arguments is string text && text.Length == Digits && text.All(char.IsAsciiDigit)))
        {
            throw new ValidationMetadataException($"'{arguments}' is no account: an account is twelve digits, such as 123456789012.");
        }
    }
}
