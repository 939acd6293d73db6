using System.Runtime.CompilerServices;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Seam;

namespace AwsHardening.Changes;

/// <summary>Reads the journal: all of it, or what was changed through the connection that is said.</summary>
internal static class JournalReader
{
    public static async IAsyncEnumerable<HardeningChange> FindAsync(
        HardeningSession? session, bool sessionIsSaid, ChangeQuery query, IOperationHost host,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var account = sessionIsSaid && session is not null ? await AccountOfAsync(session, cancellationToken) : null;
        await foreach (var change in ChangeOperation.FindAsync(session, query, host, cancellationToken))
        {
            if (account is null || (change.AccountId == account && change.Region == session!.Region))
            {
                yield return change;
            }
        }
    }

    private static async Task<string> AccountOfAsync(HardeningSession session, CancellationToken cancellationToken) =>
        session.AccountId ?? (await CallerIdentityOperation.GetAsync(session, cancellationToken)).AccountId;
}
