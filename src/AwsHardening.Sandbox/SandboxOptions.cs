namespace AwsHardening.Sandbox;

/// <summary>What a new embedded account is like. The defaults give the same account, ids and times in every run.</summary>
public sealed record SandboxOptions
{
    /// <summary>The twelve-digit account id.</summary>
    public string AccountId { get; init; } = "123456789012";

    /// <summary>The Region that templates build in and that unsigned calls go to; null for the template's own, mostly us-east-1.</summary>
    public string? Region { get; init; }

    /// <summary>The account's clock; by default a <see cref="SteppingClock"/> that starts at 2026-01-01T00:00:00Z.</summary>
    public TimeProvider? TimeProvider { get; init; }

    /// <summary>
    /// Whether signatures must be of now by the account's clock; null for where that is the machine's, by which callers sign.
    /// </summary>
    public bool? ChecksSigningTime { get; init; }

    /// <summary>Two accounts with different seeds issue different ids.</summary>
    public int Seed { get; init; }

    /// <summary>The organization that makes the account; null for an account on its own.</summary>
    internal SandboxOrganization? Organization { get; init; }
}
