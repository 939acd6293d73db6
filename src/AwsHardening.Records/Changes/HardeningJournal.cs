namespace AwsHardening;

/// <summary>The journal that is in force for an account, as <c>Get-HardeningJournal</c> found it.</summary>
public sealed record HardeningJournal
{
    /// <summary>The account; null for the local journal while no connection is said.</summary>
    public string? AccountId { get; init; }

    /// <summary>Where it is kept.</summary>
    public required HardeningJournalType Type { get; init; }

    /// <summary>Its path, or <c>s3://bucket/prefix</c>.</summary>
    public required string Location { get; init; }

    /// <summary>The bucket of a shared journal.</summary>
    public string? Bucket { get; init; }

    /// <summary>What the keys of all journals in the bucket begin with.</summary>
    public string? KeyPrefix { get; init; }

    /// <summary>The bucket's Region.</summary>
    public string? BucketRegion { get; init; }

    /// <summary>The account that must own the bucket.</summary>
    public string? ExpectedBucketOwner { get; init; }

    /// <summary>How many entries it has; null where it could not be read.</summary>
    public int? EntryCount { get; init; }

    /// <summary>How many changes it tells of; null where it could not be read.</summary>
    public int? ChangeCount { get; init; }

    /// <summary>When its last entry was written, UTC; null where there is none.</summary>
    public DateTimeOffset? LastEntryTime { get; init; }

    /// <summary>True when every entry can be read, the chain of digests is whole and ends where the head says; null where it could not be read.</summary>
    public bool? IsIntact { get; init; }

    /// <summary>What is wrong with it, one sentence each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Who holds a shared journal for writing; null where nobody does, or the journal is local.</summary>
    public string? Writer { get; init; }

    /// <summary>As whom.</summary>
    public string? WriterArn { get; init; }

    /// <summary>Since when, UTC.</summary>
    public DateTimeOffset? WriterSince { get; init; }
}

/// <summary>Where a journal is kept.</summary>
public enum HardeningJournalType
{
    /// <summary>On the disk of this machine.</summary>
    Local,

    /// <summary>In S3, for many machines.</summary>
    Shared,
}
