namespace AwsHardening.Core.Encryption.Message;

/// <summary>What of messages is accepted.</summary>
internal sealed record HeaderLimits
{
    /// <summary>Each key may cost a call to KMS, and who wrote the message chose how many there are.</summary>
    public const int DefaultMaxDataKeys = 20;

    public int MaxDataKeys { get; init; } = DefaultMaxDataKeys;

    /// <summary>Whether suites without key commitment are read.</summary>
    public bool AllowUncommitted { get; init; }
}
