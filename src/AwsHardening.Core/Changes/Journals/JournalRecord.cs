namespace AwsHardening.Core.Changes.Journals;

/// <summary>From a journal to what users see.</summary>
internal static class JournalRecord
{
    /// <summary>A local journal, as it was read.</summary>
    public static HardeningJournal Local(string? accountId, string path, JournalView view) =>
        With(new() { AccountId = accountId, Type = HardeningJournalType.Local, Location = path }, view);

    /// <summary>A shared journal, as it was read; unread where the view is null.</summary>
    public static HardeningJournal Shared(string accountId, SharedPlace place, JournalView? view) => With(
        new()
        {
            AccountId = accountId,
            Type = HardeningJournalType.Shared,
            Location = place.UrlOf(accountId),
            Bucket = place.Bucket,
            KeyPrefix = place.KeyPrefix,
            BucketRegion = place.Region,
            ExpectedBucketOwner = place.ExpectedBucketOwner,
        },
        view);

    private static HardeningJournal With(HardeningJournal journal, JournalView? view)
    {
        if (view is null)
        {
            return journal;
        }

        string[] problems =
        [
            .. view.DamagedLines.Select(line => $"line {line} cannot be read"),
            .. view.ChainProblems,
        ];
        return journal with
        {
            EntryCount = view.EntryCount,
            ChangeCount = view.Changes.Count,
            LastEntryTime = view.Last?.Time,
            IsIntact = problems.Length == 0,
            Problems = problems,
            Writer = view.Hold?.Writer?.ToString(),
            WriterArn = view.Hold?.CallerArn,
            WriterSince = view.Hold?.Time,
        };
    }
}
