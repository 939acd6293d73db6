using AwsHardening.Core.Account;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Changes.Plans;

/// <summary>Makes a plan of changes that were taken down.</summary>
internal static class PlanWriter
{
    /// <summary>How long a plan may wait: what it is based on ages.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>Makes the plan; null when there is nothing to do.</summary>
    public static async Task<HardeningPlan?> WriteAsync(AwsSession session, CallerIdentity caller, PlanBook book, AccountView? view)
    {
        if (book.Changes.Count == 0)
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
            Reads = view is null ? [] : await view.DigestsAsync(),
            Changes = book.Changes,
        }.Sealed().ToRecord();
    }
}
