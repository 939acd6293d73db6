using System.Globalization;
using Amazon.Runtime;
using AwsHardening.Core.Encryption.Message;
using AwsHardening.Core.Encryption.Store;
using AwsHardening.Core.Errors;

namespace AwsHardening.Core.Encryption.Keys;

/// <summary>
/// The data key of a message from the store: after a rewrap the table has it under another KMS key than the header, which is
/// never rewritten.
/// </summary>
internal sealed class StoredDecryptionKeys(KmsCalls kms, DataKeyStoreReader store, KmsDecryptionFilter filter, DataKeyCache? cache) : IDecryptionKeys
{
    public async Task<SecretBytes?> FindAsync(MessageHeader header, List<Exception> problems, CancellationToken cancellationToken)
    {
        if (!header.Context.TryGetValue(DataKeyContext.Id, out var id) || !header.Context.TryGetValue(DataKeyContext.Version, out var text)
            || !int.TryParse(text, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        try
        {
            var version = (await store.ReadAsync(id, cancellationToken)).Versions.FirstOrDefault(version => version.Number == number);
            return version is null || KmsArn.Parse(version.KeyArn) is not { } arn || !IsAllowed(arn)
                ? null
                : await KmsDecryptionKeys.DecryptAsync(kms, cache, arn, version.Blob, version.Context, problems, cancellationToken);
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException or OperationException)
        {
            problems.Add(e);
            return null;
        }
    }

    // Keys that were said by ARN or id are the only ones that may be asked; an alias is told from them by its form.
    private bool IsAllowed(KmsArn arn) =>
        (filter.KeyIds.Count == 0 || filter.KeyIds.Any(said => said == arn.Text || arn.Resource == $"key/{said}" || said.Contains("alias/", StringComparison.Ordinal)))
        && (filter.AccountIds.Count == 0 || filter.AccountIds.Contains(arn.AccountId));
}
