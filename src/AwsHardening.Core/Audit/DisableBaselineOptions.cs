namespace AwsHardening.Core.Audit;

/// <summary>How a baseline is taken down.</summary>
public sealed record DisableBaselineOptions
{
    /// <summary>Delete the bucket that the baseline made, with every log in it.</summary>
    public bool PurgeBucket { get; init; }

    /// <summary>The bucket's name, typed; null to be asked for it.</summary>
    public string? ConfirmBucketName { get; init; }

    /// <summary>Set the baseline up again after this time unless its removal is confirmed; null to let it stand.</summary>
    public TimeSpan? RevertAfter { get; init; }
}
