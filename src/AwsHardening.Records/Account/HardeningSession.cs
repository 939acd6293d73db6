namespace AwsHardening;

/// <summary>A connection to one account in one Region. Holds no secret that can be read from it.</summary>
public sealed class HardeningSession : IDisposable
{
    internal HardeningSession(IDisposable handle) => Handle = handle;

    /// <summary>The 12-digit account id; null until it has been asked for.</summary>
    public string? AccountId { get; internal set; }

    /// <summary>The partition: <c>aws</c>, <c>aws-cn</c> or <c>aws-us-gov</c>.</summary>
    public required string Partition { get; init; }

    /// <summary>The Region, such as <c>us-east-1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>Where the credentials came from: a profile's name, <c>parameters</c>, <c>default chain</c> or <c>sandbox</c>.</summary>
    public required string CredentialSource { get; init; }

    /// <summary>The endpoint that replaces AWS's own, or null.</summary>
    public string? EndpointUrl { get; init; }

    /// <summary>The embedded account's template, or null for a real account.</summary>
    public string? Sandbox { get; init; }

    /// <summary>The outputs of the embedded account's template, as its CloudFormation stack would show them.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; init; } = new Dictionary<string, string>();

    /// <summary>The ARN of the role whose credentials these are; null where no role was assumed.</summary>
    public string? RoleArn { get; init; }

    /// <summary>The role session's name, which CloudTrail shows; null where no role was assumed.</summary>
    public string? RoleSessionName { get; init; }

    /// <summary>When the role's present credentials expire; they are renewed before. Null where no role was assumed.</summary>
    public DateTimeOffset? Expiration => ExpirationSource?.Invoke();

    /// <summary>Tells when the present credentials expire.</summary>
    internal Func<DateTimeOffset?>? ExpirationSource { get; init; }

    /// <summary>
    /// How many requests a second the account gets from this session and those that come of it, in all Regions together; 0 for no
    /// limit, null where nothing was said.
    /// </summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>How many accounts and Regions a command that gets such sessions from the pipeline reads at the same time.</summary>
    internal int ThrottleLimit { get; init; } = 8;

    /// <summary>How the embedded account tells the calls that reached it; null for a real account.</summary>
    internal Func<IReadOnlyList<SandboxCallRecord>>? SandboxCallSource { get; init; }

    /// <summary>The calls that reached the embedded account so far: its audit trail. Empty for a real account.</summary>
    public IReadOnlyList<SandboxCallRecord> GetSandboxCalls() => SandboxCallSource?.Invoke() ?? [];

    /// <summary>How the embedded account tells the mail that it would have sent, and has it answered; null for a real account.</summary>
    internal ISandboxMail? SandboxMail { get; init; }

    /// <summary>What Amazon SNS of the embedded account would have sent so far, in order. Empty for a real account.</summary>
    public IReadOnlyList<SandboxMail> GetSandboxMail() => SandboxMail?.Sent() ?? [];

    /// <summary>Has an address of the embedded account follow the links of the mails that ask whether it wants to be told.</summary>
    /// <param name="endpoint">The address.</param>
    /// <returns>How many subscriptions it confirmed; 0 for a real account, where only the people themselves can.</returns>
    public int ConfirmSandboxSubscription(string endpoint) => SandboxMail?.Confirm(endpoint) ?? 0;

    /// <summary>The engine's own connection, of a type that only the private load context knows.</summary>
    internal IDisposable Handle { get; }

    /// <inheritdoc />
    public void Dispose() => Handle.Dispose();

    /// <inheritdoc />
    public override string ToString() => $"{AccountId ?? "account not asked"} {Region} ({CredentialSource})";
}
