namespace AwsHardening.Core.Identity.Users;

/// <summary>Which users are wanted.</summary>
public sealed record IamUserQuery
{
    /// <summary>Names, with wildcards; empty for all, the root user included.</summary>
    public IReadOnlyList<string> UserName { get; init; } = [];

    /// <summary>Who used nothing for as many whole days is inactive.</summary>
    public int InactiveDays { get; init; } = 90;

    /// <summary>Activities; empty for all.</summary>
    public IReadOnlyList<IamUserActivity> Activity { get; init; } = [];

    /// <summary>Those who lack MFA, and those of whom that is unknown.</summary>
    public bool MissingMfa { get; init; }

    /// <summary>True for one who passes. What is unknown passes every filter but one that asks for something else by name.</summary>
    internal bool Passes(IamUserStatus status) =>
        (Activity.Count == 0 || Activity.Contains(status.Activity)) && (!MissingMfa || status.MissingMfa != false);
}
