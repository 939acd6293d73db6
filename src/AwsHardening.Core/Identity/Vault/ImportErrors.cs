using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Vault;

/// <summary>What can keep access keys from being taken over from a file.</summary>
internal static class ImportErrors
{
    public static OperationError NoKey(string profile, string path) => new(
        "ProfileHoldsNoKey", OperationErrorCategory.ObjectNotFound, $"{path} holds no access key of a profile '{profile}'.",
        "Look into the file; a profile that assumes a role or signs in has none.", profile);

    public static OperationException NotKept(string profile, string place) => new(
        "VaultCredentialNotKept", OperationErrorCategory.InvalidResult,
        $"Read back from the vault {place}, credential '{profile}' is not what was written.",
        "Try another vault, by -Vault.", profile);

    public static OperationException ChangedMeanwhile(string path) => new(
        "FileChangedMeanwhile", OperationErrorCategory.ResourceBusy, $"{path} was changed while its access keys were taken over. It was left as it is.",
        "Run the command again.", path);
}
