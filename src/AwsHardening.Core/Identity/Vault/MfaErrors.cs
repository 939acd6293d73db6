using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Vault;

/// <summary>What can keep a session with MFA from being opened.</summary>
internal static class MfaErrors
{
    public static OperationException CodeNeeded(string name, string serial) => New(
        "MfaCodeNeeded", OperationErrorCategory.AuthenticationError, $"Credential '{name}' needs a code of the MFA device {serial}, and nobody could be asked for it.",
        "Say -MfaToken, or run the command where you can type.", name);

    public static OperationException Refused(string name, string serial, Exception cause) => New(
        "MfaCodeRefused", OperationErrorCategory.AuthenticationError,
        $"AWS does not take the code of the MFA device {serial} for credential '{name}'. {cause.Message}",
        "Wait for the next code: each is taken once. Check the device's serial number or ARN too.", name, cause);

    public static OperationException NotPossible(string name) => New(
        "MfaNotPossible", OperationErrorCategory.InvalidOperation, $"Credential '{name}' is temporary: no session can be opened with it and an MFA code.",
        "Connect without -MfaSerial.", name);

    private static OperationException New(
        string id, OperationErrorCategory category, string message, string action, object? target, Exception? cause = null) =>
        new(new OperationError(id, category, message, action, target, cause));
}
