using AwsHardening.Core.Account;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Changes.Plans;

/// <summary>Makes a plan of changes that were taken down.</summary>
internal static class PlanWriter
{
    /// <summary>How long a plan may wait: what it is based on ages.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>Makes the plan; null when there is nothing to do.</summary>
    public static async Task<HardeningPlan?> WriteAsync(AwsSession session, CallerIdentity caller, PlanBook book, AccountView? view) =>
        Write(session, caller, book.Changes, view is null || book.Changes.Count == 0 ? [] : await view.DigestsAsync());

    /// <summary>Makes the plan; null when there is nothing to do.</summary>
    /// <param name="session">The session.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="changes">The changes, in order.</param>
    /// <param name="reads">What they were worked out on.</param>
    public static HardeningPlan? Write(AwsSession session, CallerIdentity caller, IReadOnlyList<PlannedChange> changes, IReadOnlyList<HardeningPlanRead> reads)
    {
        if (changes.Count == 0)
        {
            return null;
        }

        var now = session.Settings.Time.GetUtcNow();
        return new PlanDocument
        {
            PlanId = session.Settings.NewId(),
            AccountId = caller.AccountId,
            Region = session.Region,
            CallerArn = caller.Arn,
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
            Reads = reads,
            Changes = changes,
        }.Sealed().ToRecord();
    }

    /// <summary>Works changes out without making them.</summary>
    /// <param name="session">The session.</param>
    /// <param name="changes">What would make them, given the book that takes them down.</param>
    /// <param name="view">What was read for them; null where the changes themselves say what they rely on.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The plan; null when there is nothing to do.</returns>
    public static async Task<HardeningPlan?> TakeDownAsync<T>(
        HardeningSession session, Func<PlanBook, IAsyncEnumerable<T>> changes, AccountView? view, CancellationToken cancellationToken)
    {
        var book = new PlanBook();
        await foreach (var _ in changes(book).WithCancellation(cancellationToken))
        {
            // The book has it.
        }

        return await WriteAsync(session, book, view, cancellationToken);
    }

    /// <inheritdoc cref="WriteAsync(AwsSession, CallerIdentity, PlanBook, AccountView?)"/>
    public static async Task<HardeningPlan?> WriteAsync(HardeningSession session, PlanBook book, AccountView? view, CancellationToken cancellationToken) =>
        book.Changes.Count == 0 ? null
            : await WriteAsync(AwsSession.Of(session), await CallerIdentityOperation.OnceAsync(session, cancellationToken), book, view);
}
