using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Keys;

/// <summary>What can keep a key from being made or rotated.</summary>
internal static class KeyErrors
{
    public static OperationException AtQuota(string userName, IReadOnlyList<UserKey> keys) => new(
        "AccessKeyQuotaReached", OperationErrorCategory.LimitsExceeded,
        $"User {userName} has {keys.Count} access keys already, as many as AWS allows: {Named(keys)}. None was made.",
        "Delete the one that nobody uses: Get-IamUserStatus shows when each was last used.", userName);

    public static OperationException TwoKeys(string name, string userName, IReadOnlyList<UserKey> others) => new(
        "AccessKeyRotationRefused", OperationErrorCategory.InvalidOperation,
        $"User {userName} has another access key beside that of credential '{name}': {Named(others)}. It was not made by a rotation of this credential, "
            + "somebody may be using it, and there is room for no third. Nothing was changed.",
        "Find out who uses it, delete it where nobody does, and try again.", name);

    public static OperationException NotAUser(string name, string arn) => new(
        "AccessKeyNotRotatable", OperationErrorCategory.InvalidOperation,
        $"Credential '{name}' is of {arn}, and only keys of IAM users are rotated.",
        arn.EndsWith(":root", StringComparison.Ordinal)
            ? "Root needs no access key: delete it in the console and use a role." : "Temporary credentials need no rotation.", name);

    public static OperationException NotValid(string name, string keyId, Exception cause) => new(
        "VaultCredentialNotValid", OperationErrorCategory.AuthenticationError,
        $"AWS does not take the key {keyId} of credential '{name}'. {cause.Message}",
        "Make a new key under another credential, such as New-AccessKey -ProfileName admin, and remove this one.", name, cause);

    public static OperationException NotProven(string name, string keyId, Exception cause) => new(
        "AccessKeyNotProven", OperationErrorCategory.InvalidResult,
        $"The new key {keyId} of credential '{name}' is stored, and AWS does not take it yet. {cause.Message} The old key is in use as before.",
        $"Run Update-AccessKey -Name {name} again: it goes on where it stopped.", name, cause);

    public static OperationException WrongSecret(string name, string userName, string keyId, Exception cause) => new(
        "AccessKeyNotProven", OperationErrorCategory.InvalidResult,
        $"The secret that is stored for the new key {keyId} of credential '{name}' is not the one that AWS gave out, and that one is nowhere else. {cause.Message} "
            + "The old key is in use as before, and no rotation gets past the new one while it is there.",
        $"Delete access key {keyId} of user {userName}: Undo-HardeningChange takes back the change that made it, which Get-HardeningChange lists. "
            + $"Then run Update-AccessKey -Name {name} again: it forgets the wrong secret and makes another key.", name, cause);

    public static OperationException OtherAccount(string name, string accountId, string sessionAccount) => new(
        "AccessKeyOfAnotherAccount", OperationErrorCategory.InvalidOperation,
        $"Credential '{name}' is of account {accountId}, and the session of account {sessionAccount}. Nothing was changed.",
        $"Connect to account {accountId}; or with -VaultCredential {name}, where the user may rotate its own keys.", name);

    public static OperationException DeletionDeclined(string name, string keyId, bool couldAsk) => new(
        couldAsk ? "AccessKeyDeletionDeclined" : "ConfirmationNeeded", OperationErrorCategory.InvalidOperation,
        $"The old key {keyId} of credential '{name}' is inactive and was not deleted{(couldAsk ? "." : ": nothing takes that back, and nobody could be asked.")}",
        $"Run Update-AccessKey -Name {name}{(couldAsk ? "" : " -Force")} to delete it; Undo-HardeningChange activates it again.", name);

    private static string Named(IEnumerable<UserKey> keys) =>
        string.Join(", ", keys.Select(key => $"{key.Id} ({key.Status}{(key.CreatedAt is { } made ? $", made {made:yyyy-MM-dd}" : "")})"));
}
