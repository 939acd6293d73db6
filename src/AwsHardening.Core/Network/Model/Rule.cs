namespace AwsHardening.Core.Network.Model;

/// <summary>The other side of a rule: exactly one of a range, a group or a prefix list.</summary>
/// <param name="Range">An IPv4 or IPv6 range.</param>
/// <param name="GroupId">A group.</param>
/// <param name="PrefixListId">A prefix list.</param>
public readonly record struct RuleSource(Cidr? Range, string? GroupId, string? PrefixListId)
{
    /// <summary>A range.</summary>
    public static RuleSource Of(Cidr range) => new(range, null, null);

    /// <summary>A group.</summary>
    public static RuleSource OfGroup(string groupId) => new(null, groupId, null);

    /// <summary>A prefix list.</summary>
    public static RuleSource OfPrefixList(string prefixListId) => new(null, null, prefixListId);

    /// <inheritdoc />
    public override string ToString() => Range?.ToString() ?? GroupId ?? PrefixListId ?? "";
}

/// <summary>What a rule says, without its id: two rules with the same content are the same rule to AWS.</summary>
/// <param name="Direction">Ingress or Egress.</param>
/// <param name="Span">Protocol and ports.</param>
/// <param name="Source">The other side.</param>
public readonly record struct RuleKey(RuleDirection Direction, TrafficSpan Span, RuleSource Source);

/// <summary>A security group rule.</summary>
/// <param name="Id">Its id, <c>sgr-…</c>; empty for a rule not made yet.</param>
/// <param name="GroupId">The group that owns it.</param>
/// <param name="Key">What it says.</param>
/// <param name="Description">Its description, or an empty text.</param>
/// <param name="Tags">Its tags.</param>
public sealed record Rule(string Id, string GroupId, RuleKey Key, string Description, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>Ingress or Egress.</summary>
    public RuleDirection Direction => Key.Direction;

    /// <summary>Protocol and ports.</summary>
    public TrafficSpan Span => Key.Span;

    /// <summary>The other side.</summary>
    public RuleSource Source => Key.Source;
}
