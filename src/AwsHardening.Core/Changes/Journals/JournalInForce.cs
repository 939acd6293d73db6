using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;

namespace AwsHardening.Core.Changes.Journals;

/// <summary>Which journal an account's changes are written to: the shared one where Set-HardeningJournal named one, else the local one.</summary>
internal static class JournalInForce
{
    /// <summary>The journal of a session whose caller is known.</summary>
    /// <exception cref="OperationException">The setting cannot be read.</exception>
    public static IJournal Of(AwsSession session) =>
        Of(session, (session.Caller ?? throw new InvalidOperationException("Who calls is asked before anything is changed.")).AccountId);

    /// <summary>The journal of a session's account.</summary>
    /// <inheritdoc cref="Of(AwsSession)"/>
    public static IJournal Of(AwsSession session, string accountId) =>
        JournalSettings.Of(session).Read(accountId) is { } place
            ? new SharedJournal(session, accountId, place) : new LocalJournal(session);

    /// <summary>The journal of a session; asks who calls only where any account of the state folder shares its journal.</summary>
    /// <param name="session">The session; null for the user's own local journal.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="OperationException">The setting cannot be read, or AWS does not say who calls.</exception>
    public static async Task<IJournal> OfAsync(HardeningSession? session, CancellationToken cancellationToken)
    {
        var aws = session is null ? null : AwsSession.Of(session);
        return aws is not null && JournalSettings.Of(aws).IsAnyShared
            ? Of(aws, (await CallerIdentityOperation.OnceAsync(session!, cancellationToken)).AccountId)
            : new LocalJournal(aws);
    }

    /// <summary>The journal as far as it is known without a call: of a shared one, what was read before.</summary>
    /// <param name="session">The session; null for the user's own local journal.</param>
    public static JournalView Remembered(HardeningSession? session)
    {
        var aws = session is null ? null : AwsSession.Of(session);
        try
        {
            return aws is not null && session!.AccountId is { } account && Of(aws, account) is SharedJournal shared
                ? shared.Remembered() : JournalView.Read(JournalFile.PathFor(aws));
        }
        catch (OperationException)
        {
            return JournalView.Empty;
        }
    }
}
