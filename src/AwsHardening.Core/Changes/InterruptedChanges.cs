using AwsHardening.Core.Account;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes;

/// <summary>Says once a session which changes of its account and Region were interrupted. Reads the journal and calls nothing.</summary>
public static class InterruptedChanges
{
    /// <summary>Warns of them, the first time it is asked in a session.</summary>
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
            var change = one.Change;
            host.WriteWarning($"Change {change.Id} of {change.ResourceId} in account {change.AccountId} was interrupted and may be half done. "
                + $"Resume-HardeningChange -Id {change.Id} finds out and completes it, Undo-HardeningChange -Id {change.Id} takes it back.");
        }
    }
}
