using AwsHardening.Core.Account;
using AwsHardening.Core.Changes.Journals;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes;

/// <summary>Says once a session which changes of its account were interrupted.</summary>
public static class InterruptedChanges
{
    /// <summary>
    /// Warns of those of its Region in the local journal, the first time it is asked in a session. Calls nothing.
    /// </summary>
    /// <param name="session">The session. While its account is not known, every account's changes in its Region count.</param>
    /// <param name="host">Takes the warnings.</param>
    public static void WarnOnce(HardeningSession session, IOperationHost host)
    {
        var aws = AwsSession.Of(session);
        if (!aws.TakeFirstUse())
        {
            return;
        }

        foreach (var one in JournalView.Read(JournalFile.PathFor(aws)).Changes.Where(c => c.Status == HardeningChangeStatus.Interrupted
            && c.Change.Region == session.Region && (session.AccountId is null || c.Change.AccountId == session.AccountId)))
        {
            host.WriteWarning(Text(one.Change));
        }
    }

    /// <summary>Warns of those in the account's shared journal, whatever their Region, the first time it is asked in a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="host">Takes the warnings.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task WarnOfSharedOnceAsync(HardeningSession session, IOperationHost host, CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        if (!JournalSettings.Of(aws).IsAnyShared || !aws.TakeFirstSharedUse())
        {
            return;
        }

        try
        {
            if (await JournalInForce.OfAsync(session, cancellationToken) is SharedJournal journal)
            {
                foreach (var one in (await journal.ReadAsync(cancellationToken)).Changes.Where(c => c.Status == HardeningChangeStatus.Interrupted))
                {
                    host.WriteWarning(Text(one.Change));
                }
            }
        }
        catch (OperationException e)
        {
            host.WriteWarning($"Whether changes were interrupted is not known. {e.Error.Message} {e.Error.Action}");
        }
    }

    private static string Text(ResourceChange change) =>
        $"Change {change.Id} of {change.ResourceId} in account {change.AccountId} in {change.Region} was interrupted and may be half done. "
        + $"Resume-HardeningChange -Id {change.Id} finds out and completes it, Undo-HardeningChange -Id {change.Id} takes it back.";
}
