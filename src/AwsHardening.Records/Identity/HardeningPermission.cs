namespace AwsHardening;

/// <summary>The least that a caller must be allowed for some commands, or for a plan.</summary>
public sealed record HardeningPermission
{
    /// <summary>The commands, or the ids of the plans.</summary>
    public required IReadOnlyList<string> For { get; init; }

    /// <summary>The actions.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    /// <summary>The policy, as JSON.</summary>
    public required string Policy { get; init; }

    /// <summary>The actions that are needed at times alone, and when.</summary>
    public required IReadOnlyList<HardeningPermissionCondition> Conditional { get; init; }

    /// <summary>What to know before it is put in place.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <inheritdoc />
    public override string ToString() => Policy;
}

/// <summary>An action that is needed at times alone.</summary>
/// <param name="Command">The command.</param>
/// <param name="Action">The action.</param>
/// <param name="When">When it is needed.</param>
public sealed record HardeningPermissionCondition(string Command, string Action, string When)
{
    /// <inheritdoc />
    public override string ToString() => $"{Action}, where {When}";
}
