using System.Text.RegularExpressions;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes.Journals;

/// <summary>Where an account's journal is to be kept.</summary>
public sealed partial record JournalChoice
{
    /// <summary>What keys begin with unless something else is said.</summary>
    public const string DefaultKeyPrefix = "aws-hardening/";

    /// <summary>The bucket to share it in; null to keep it on this machine.</summary>
    public string? Bucket { get; init; }

    /// <summary>What the keys of all journals in the bucket begin with; a slash at the end is added.</summary>
    public string KeyPrefix { get; init; } = DefaultKeyPrefix;

    /// <summary>The bucket's Region; null for the session's.</summary>
    public string? BucketRegion { get; init; }

    /// <summary>The account that must own the bucket; null for the session's own.</summary>
    public string? ExpectedBucketOwner { get; init; }

    /// <summary>The prefix with its slash; empty for none.</summary>
    internal string NormalPrefix => KeyPrefix.Trim('/') is { Length: > 0 } prefix ? prefix + "/" : "";

    /// <summary>Why it cannot be, or null.</summary>
    internal OperationError? Refusal() =>
        Bucket is null ? null
        : !StateBucketOperation.IsBucketName(Bucket) ? SharedJournalErrors.BadBucket(Bucket)
        : NormalPrefix.Length > 512 || !Prefix().IsMatch(NormalPrefix) ? SharedJournalErrors.BadPrefix(KeyPrefix)
        : null;

    // The characters that are safe everywhere (Amazon S3 User Guide: Naming Amazon S3 objects).
    [GeneratedRegex(@"\A(?:(?!\.+/)[A-Za-z0-9!_.'()-]+/)*\z")]
    private static partial Regex Prefix();
}
