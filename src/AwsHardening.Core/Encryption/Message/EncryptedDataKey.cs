namespace AwsHardening.Core.Encryption.Message;

/// <summary>A data key as it stands in a header: encrypted by some provider.</summary>
/// <param name="ProviderId">Who can decrypt it; <c>aws-kms</c> for KMS.</param>
/// <param name="ProviderInfo">What tells the provider how; for KMS the ARN of the key in UTF-8.</param>
/// <param name="Ciphertext">The encrypted key.</param>
internal sealed record EncryptedDataKey(string ProviderId, byte[] ProviderInfo, byte[] Ciphertext)
{
    public const string Kms = "aws-kms";

    /// <summary>Bytes it takes in a header.</summary>
    public int Length => 6 + System.Text.Encoding.UTF8.GetByteCount(ProviderId) + ProviderInfo.Length + Ciphertext.Length;
}
