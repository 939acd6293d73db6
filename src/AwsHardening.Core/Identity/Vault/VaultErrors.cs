using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Vault;

/// <summary>What can be wrong with a vault.</summary>
internal static class VaultErrors
{
    public static OperationException PassphraseNeeded(string path) => new(
        "VaultPassphraseNeeded", OperationErrorCategory.AuthenticationError, $"The vault {path} is encrypted with a passphrase, and nobody could be asked for it.",
        "Say -Passphrase, or run the command where you can type.", path);

    public static OperationException PassphraseTooShort(string path, int length) => new(
        "VaultPassphraseTooShort", OperationErrorCategory.InvalidArgument, $"The new vault {path} was not made: its passphrase has fewer than {length} characters.",
        "Use a longer one; several words are easy to remember.", path);

    public static OperationException PassphrasesDiffer(string path) => new(
        "VaultPassphrasesDiffer", OperationErrorCategory.InvalidArgument, $"The new vault {path} was not made: the two passphrases differ.",
        "Try again.", path);

    public static OperationException WrongPassphrase(string path) => new(
        "VaultPassphraseWrong", OperationErrorCategory.AuthenticationError, $"The passphrase does not open the vault {path}.",
        "Try again. If it is certainly right, the file was altered: use a copy of it.", path);

    public static OperationException NotThisUser(string path, Exception cause) => new(
        "VaultOfAnotherUser", OperationErrorCategory.AuthenticationError,
        $"Windows does not give the key of the vault {path} out: it belongs to another user or another machine, or was altered.",
        "Use the vault as the user who made it, on the same machine.", path, cause);

    public static OperationException UnknownProtection(string path, string protection) => new(
        "VaultProtectionUnknown", OperationErrorCategory.InvalidData, $"The vault {path} protects its key in a way that this command cannot undo: {protection}.",
        "Name the vault by -Vault as it was made: File or Dpapi.", path);

    public static OperationException NotAVault(string path) => new(
        "VaultInvalid", OperationErrorCategory.InvalidData, $"{path} is not a vault of this module. It was not touched.",
        "Move the file away, or restore the vault from a copy.", path);

    public static OperationException OtherVersion(string path, string version) => new(
        "VaultVersionUnknown", OperationErrorCategory.InvalidData,
        $"The vault {path} has format version {version}, and this module reads {VaultDocument.CurrentVersion}. It was not touched.",
        "Update the module.", path);

    public static OperationException Damaged(string path, string how) => new(
        "VaultDamaged", OperationErrorCategory.InvalidData, $"The vault {path} is damaged or was altered: {how}. It was not touched.",
        "Restore it from a copy, or move it away and save the credentials again.", path);

    public static OperationException Busy(string path, Exception cause) => new(
        "VaultBusy", OperationErrorCategory.ResourceBusy, $"Another command is writing the vault {path}.",
        "Wait until it has ended and try again.", path, cause);

    public static OperationException NotReadable(string path, Exception cause) => new(
        "VaultNotReadable", OperationErrorCategory.ReadError, $"The vault {path} cannot be read: {cause.Message}",
        "See to it that the file can be read.", path, cause);

    public static OperationException NotWritable(string path, Exception cause) => new(
        "VaultNotWritable", OperationErrorCategory.WriteError, $"The vault {path} cannot be written: {cause.Message}",
        "See to it that its folder can be written and has room.", path, cause);

    public static OperationException NotOnThisPlatform() => new(
        "VaultNotSupported", OperationErrorCategory.InvalidOperation, "Data protection (DPAPI) is there on Windows alone.",
        "Leave -Vault out, or say File.", "Dpapi");

    public static OperationException NotFound(string name, string place) => new(
        "VaultCredentialNotFound", OperationErrorCategory.ObjectNotFound, $"The vault {place} has no credential '{name}'.",
        "List them with Get-VaultCredential; tab completes the names.", name);

    public static OperationException Exists(string name, string place) => new(
        "VaultCredentialExists", OperationErrorCategory.ResourceExists, $"The vault {place} has a credential '{name}' already. It was not replaced.",
        "Use another name, remove it with Remove-VaultCredential, or rotate its key with Update-AccessKey.", name);

    public static OperationException BadName(string name) => new(
        "VaultCredentialNameInvalid", OperationErrorCategory.InvalidArgument, $"'{name}' cannot be the name of a credential.",
        "Use 1 to 128 letters, digits and . _ @ + = , / -, such as personal-admin.", name);

    public static OperationException BadKey(string name, string what) => new(
        "VaultCredentialInvalid", OperationErrorCategory.InvalidArgument, $"Credential '{name}' was not saved: {what}.",
        "Give the access key id as the user name and the secret access key as the password.", name);
}
