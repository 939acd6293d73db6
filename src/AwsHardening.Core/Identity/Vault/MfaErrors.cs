using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Vault;

/// <summary>What can keep a session with MFA from being opened.</summary>
internal static class MfaErrors
{
    public static OperationException CodeNeeded(string name, string serial) => new(
        "MfaCodeNeeded", OperationErrorCategory.AuthenticationError, $"Credential '{name}' needs a code of the MFA device {serial}, and nobody could be asked for it.",
        "Say -MfaToken, or run the command where you can type.", name);

    public static OperationException Refused(string name, string serial, Exception cause) => new(
        "MfaCodeRefused", OperationErrorCategory.AuthenticationError,
        $"AWS does not take the code of the MFA device {serial} for credential '{name}'. {cause.Message}",
        "Wait for the next code: each is taken once. Check the device's serial number or ARN too.", name, cause);

    public static OperationException NotPossible(string name) => new(
        "MfaNotPossible", OperationErrorCategory.InvalidOperation, $"Credential '{name}' is temporary: no session can be opened with it and an MFA code.",
        "Connect without -MfaSerial.", name);
}
