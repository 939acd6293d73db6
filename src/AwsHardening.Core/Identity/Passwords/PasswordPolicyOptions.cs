namespace AwsHardening.Core.Identity.Passwords;

/// <summary>What the account is to ask of passwords.</summary>
public sealed record PasswordPolicyOptions
{
    /// <summary>Baselines by name; of several, the strictest of each setting.</summary>
    public IReadOnlyList<string> Baseline { get; init; } = [];

    /// <summary>Single settings, which go before a baseline's.</summary>
    public PasswordSettings Settings { get; init; } = new();

    /// <summary>Let settings be weaker than they are.</summary>
    public bool AllowWeaker { get; init; }

    /// <summary>Take the change back unless it is confirmed in time.</summary>
    public TimeSpan? RevertAfter { get; init; }
}
