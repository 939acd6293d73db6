namespace AwsHardening;

/// <summary>What <c>Remove-AdminIngress</c> did with one rule.</summary>
public sealed record AdminIngress
{
    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>The group whose rule it is.</summary>
    public required string GroupId { get; init; }

    /// <summary>The group's name.</summary>
    public required string GroupName { get; init; }

    /// <summary>The group's VPC.</summary>
    public required string VpcId { get; init; }

    /// <summary>The rule that was, or would be, removed.</summary>
    public required string RuleId { get; init; }

    /// <summary>The rule's protocol.</summary>
    public required string Protocol { get; init; }

    /// <summary>The rule's ports.</summary>
    public required string Ports { get; init; }

    /// <summary>The rule's source.</summary>
    public required string Source { get; init; }

    /// <summary>What is closed of it, such as <c>tcp 22 from 0.0.0.0/0</c>.</summary>
    public required IReadOnlyList<string> Closed { get; init; }

    /// <summary>What stays open, each as a rule of its own.</summary>
    public required IReadOnlyList<string> Kept { get; init; }

    /// <summary>The ids of the rules that keep it, in that order; empty under -WhatIf.</summary>
    public IReadOnlyList<string> NewRuleIds { get; init; } = [];

    /// <summary>Protocols that stayed open by "all traffic" and that no rule keeps; null when nothing of the kind is lost.</summary>
    public string? LostProtocols { get; init; }

    /// <summary>The instances behind the group, for each of which another way in was proven or not asked for.</summary>
    public IReadOnlyList<string> InstanceIds { get; init; } = [];

    /// <summary>What the internet reaches at the group's interfaces before.</summary>
    public AttackSurface? SurfaceBefore { get; init; }

    /// <summary>What it reaches after.</summary>
    public AttackSurface? SurfaceAfter { get; init; }

    /// <summary>Changed, or WhatIf.</summary>
    public required string Status { get; init; }

    /// <summary>The id under which the change can be undone; null under -WhatIf.</summary>
    public string? ChangeId { get; init; }
}
