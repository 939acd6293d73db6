namespace AwsHardening;

/// <summary>What a check of a public port finds.</summary>
public enum PublicPortState
{
    /// <summary>Something answers there.</summary>
    Open,

    /// <summary>The machine answers that nothing listens: the network lets packets through.</summary>
    Closed,

    /// <summary>No answer: something on the way drops the packets.</summary>
    Filtered,

    /// <summary>It cannot be told.</summary>
    Unknown,
}

/// <summary>What a check of a public port found, and what the account's network let expect.</summary>
public sealed record PublicPort
{
    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>The public address.</summary>
    public required string IpAddress { get; init; }

    /// <summary>The port.</summary>
    public required int Port { get; init; }

    /// <summary>tcp or udp.</summary>
    public required string Protocol { get; init; }

    /// <summary>What was found.</summary>
    public required PublicPortState Found { get; init; }

    /// <summary>
    /// What groups, network ACLs and routes let expect: Open where all of the internet gets through, Filtered where nobody
    /// does, Unknown where some do or it cannot be told.
    /// </summary>
    public required PublicPortState Predicted { get; init; }

    /// <summary>True when both fit: Closed fits Open, because packets get through. Null when either is unknown.</summary>
    public bool? Agrees { get; init; }

    /// <summary>Whose address it is: the id or ARN; empty where it is not the account's.</summary>
    public string ResourceId { get; init; } = "";

    /// <summary>The name of that.</summary>
    public string Name { get; init; } = "";

    /// <summary>What nmap says of the service, or an empty text.</summary>
    public string Service { get; init; } = "";

    /// <summary>How long the answer took; null when nothing answered.</summary>
    public TimeSpan? ResponseTime { get; init; }

    /// <summary>Why it is predicted so, or what went wrong.</summary>
    public string Reason { get; init; } = "";

    /// <inheritdoc />
    public override string ToString() => $"{IpAddress} {Protocol} {Port}: {Found}";
}
