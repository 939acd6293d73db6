using System.Security.Cryptography;
using Amazon.Runtime;
using AwsHardening.Core.Encryption.Message;

namespace AwsHardening.Core.Encryption.Keys;

/// <summary>Which KMS keys may be asked to decrypt.</summary>
internal sealed record KmsDecryptionFilter
{
    /// <summary>The keys, by id, ARN or alias; empty to ask whichever a message names (discovery).</summary>
    public IReadOnlyList<string> KeyIds { get; init; } = [];

    /// <summary>In discovery, the accounts whose keys are asked; empty for all.</summary>
    public IReadOnlyList<string> AccountIds { get; init; } = [];

    /// <summary>In discovery, the Region whose replica of a multi-Region key is asked.</summary>
    public required string Region { get; init; }
}

/// <summary>Asks KMS for the data key of a message. A key that answers with another key's name than was asked is not believed.</summary>
internal sealed class KmsDecryptionKeys(KmsCalls kms, KmsDecryptionFilter filter, DataKeyCache? cache) : IDecryptionKeys
{
    private List<KmsArn>? _accepted;

    public async Task<SecretBytes?> FindAsync(MessageHeader header, List<Exception> problems, CancellationToken cancellationToken)
    {
        var accepted = _accepted ??= await AcceptedAsync(cancellationToken);
        foreach (var key in header.DataKeys)
        {
            if (KmsArn.Of(key) is not { } named || Asked(named, accepted) is not { } arn)
            {
                continue;
            }

            if (await DecryptAsync(kms, cache, arn, key.Ciphertext, header.Context, problems, cancellationToken) is { } dataKey)
            {
                return dataKey;
            }
        }

        return null;
    }

    /// <summary>One data key, from the cache or from KMS.</summary>
    public static async Task<SecretBytes?> DecryptAsync(
        KmsCalls kms, DataKeyCache? cache, KmsArn arn, byte[] blob, IReadOnlyDictionary<string, string> context,
        List<Exception> problems, CancellationToken cancellationToken)
    {
        var id = cache is null ? null : DataKeyCache.Id(
            "decrypt", [arn.Text, Convert.ToHexString(SHA256.HashData(blob))], EncryptionContext.Serialize(context));
        if (id is not null && cache!.TryGetKey(id) is { } cached)
        {
            return cached;
        }

        try
        {
            var (dataKey, answered) = await kms.DecryptAsync(arn.Text, blob, context, cancellationToken);
            if (answered.Text != arn.Text)
            {
                dataKey.Dispose();
                problems.Add(new InvalidDataException($"{arn.Text} was asked, and {answered.Text} answered."));
                return null;
            }

            if (id is not null)
            {
                cache!.KeepKey(id, dataKey);
            }

            return dataKey;
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            problems.Add(e);
            return null;
        }
    }

    private async Task<List<KmsArn>> AcceptedAsync(CancellationToken cancellationToken)
    {
        List<KmsArn> arns = [];
        foreach (var id in filter.KeyIds)
        {
            arns.Add(await kms.ArnAsync(id, cancellationToken));
        }

        return arns;
    }

    private KmsArn? Asked(KmsArn named, List<KmsArn> accepted) =>
        filter.KeyIds.Count > 0 ? accepted.Find(arn => arn.Text == named.Text) ?? accepted.Find(arn => arn.Decrypts(named))
        : filter.AccountIds.Count > 0 && !filter.AccountIds.Contains(named.AccountId) ? null
        : named.IsMultiRegion ? named.In(filter.Region) : named;
}
