using Amazon.Runtime;
using AwsHardening.Core.Encryption.Message;
using AwsHardening.Core.Errors;

namespace AwsHardening.Core.Encryption.Keys;

/// <summary>Asks one source of data keys after another: the header first, then the store.</summary>
internal sealed class DataKeyFinder(IReadOnlyList<IDecryptionKeys> sources)
{
    public async ValueTask<SecretBytes> FindAsync(MessageHeader header, CancellationToken cancellationToken)
    {
        List<Exception> problems = [];
        foreach (var source in sources)
        {
            if (await source.FindAsync(header, problems, cancellationToken) is { } key)
            {
                return key;
            }
        }

        // One that AWS gave a reason for says more than one that simply did not fit.
        var cause = problems.Find(problem => problem is AmazonServiceException && AwsErrors.Code(problem) is not "NotFoundException")
            ?? problems.FirstOrDefault();
        throw new MessageException(
            MessageFault.NoDataKey,
            problems.Count == 0
                ? $"None of the message's {header.DataKeys.Count} encrypted data keys is for the keys that may be used here."
                : $"None of the message's {header.DataKeys.Count} encrypted data keys could be decrypted: "
                    + string.Join("; ", problems.Select(Text).Distinct()),
            cause);
    }

    private static string Text(Exception problem) => AwsErrors.Code(problem) is { } code
        ? $"{code}: {problem.Message}".TrimEnd(':', ' ') : problem.Message;
}
