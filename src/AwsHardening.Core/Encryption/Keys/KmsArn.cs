using System.Text;
using AwsHardening.Core.Encryption.Message;

namespace AwsHardening.Core.Encryption.Keys;

/// <summary>The ARN of a KMS key, taken apart.</summary>
internal sealed record KmsArn(string Text, string Partition, string Region, string AccountId, string Resource)
{
    /// <summary>True for a key whose replicas in other Regions decrypt what it encrypted.</summary>
    public bool IsMultiRegion => Resource.StartsWith("key/mrk-", StringComparison.Ordinal);

    /// <summary>The ARN, or null where a text is none: an id or an alias.</summary>
    public static KmsArn? Parse(string text)
    {
        var parts = text.Split(':', 6);
        return parts is ["arn", { Length: > 0 } partition, "kms", { Length: > 0 } region, { Length: > 0 } account, { Length: > 0 } resource]
            ? new KmsArn(text, partition, region, account, resource) : null;
    }

    /// <summary>The key that encrypted a data key; null where the provider is not KMS or names no key.</summary>
    public static KmsArn? Of(EncryptedDataKey key) =>
        key.ProviderId == EncryptedDataKey.Kms && Parse(Encoding.UTF8.GetString(key.ProviderInfo)) is { } arn
            && arn.Resource.StartsWith("key/", StringComparison.Ordinal) ? arn : null;

    /// <summary>True for the same key, or a replica of it.</summary>
    public bool Decrypts(KmsArn other) =>
        Text == other.Text || (IsMultiRegion && other.Resource == Resource && other.AccountId == AccountId && other.Partition == Partition);

    /// <summary>The replica of a multi-Region key in another Region, whether there is one or not.</summary>
    public KmsArn In(string region) => Parse($"arn:{Partition}:kms:{region}:{AccountId}:{Resource}")!;
}
