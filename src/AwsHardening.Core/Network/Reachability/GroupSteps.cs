using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>
/// What security groups let pass (Amazon VPC User Guide, "Security group rules"): rules only allow, those of all groups of
/// an interface add up, and replies pass by themselves.
/// </summary>
internal sealed class GroupSteps(NetworkModel model)
{
    /// <summary>The step of one side's groups.</summary>
    /// <param name="side">Whose groups.</param>
    /// <param name="direction">Egress where the side initiates, Ingress where it accepts.</param>
    /// <param name="other">The other end.</param>
    public PathStep Step(InterfaceEnd side, RuleDirection direction, FlowEnd other)
    {
        var groups = side.Interface.GroupIds;
        if (groups.Count == 0)
        {
            return PathStep.Open("security group", "", isReply: false, "", $"{side.Interface.Id} has no security group, so that everything passes")
                with { Groups = direction };
        }

        return new PathStep("security group", string.Join(", ", groups), false, Passes(groups, direction, other),
            traffic => Explain(groups, direction, other, traffic))
        {
            Groups = direction,
        };
    }

    /// <summary>True when a rule's other side means this end. A group means the private addresses of its members.</summary>
    public bool Matches(RuleSource source, FlowEnd other) =>
        source.Range is { } range ? range.Contains(other.Address)
        : source.PrefixListId is { } list ? model.PrefixLists.TryGetValue(list, out var ranges) && ranges.Any(r => r.Contains(other.Address))
        : source.GroupId is { } group && (other switch
        {
            InterfaceEnd end => end.Interface.GroupIds.Contains(group),
            // A group of another account: who its members are cannot be seen, so anyone there could be.
            OutsideEnd { Zone.Kind: OutsideKind.Peer or OutsideKind.SharedVpc } => !model.Groups.ContainsKey(group),
            _ => false,
        });

    private readonly Dictionary<TrafficSpan, TrafficSet> _spans = [];

    private TrafficSet Traffic(TrafficSpan span) => _spans.TryGetValue(span, out var traffic) ? traffic : _spans[span] = TrafficSet.Of(span);

    private TrafficSet Passes(IReadOnlyList<string> groups, RuleDirection direction, FlowEnd other)
    {
        var passes = TrafficSet.None;
        foreach (var rule in groups.SelectMany(group => model.Rules(group, direction)))
        {
            if (Matches(rule.Source, other))
            {
                passes |= Traffic(rule.Span);
            }
        }

        return passes;
    }

    private (string, string) Explain(IReadOnlyList<string> groups, RuleDirection direction, FlowEnd other, TrafficSet traffic)
    {
        var deciding = groups.SelectMany(group => model.Rules(group, direction))
            .Where(rule => Matches(rule.Source, other) && !(Traffic(rule.Span) & traffic).IsEmpty)
            .OrderByDescending(rule => Traffic(rule.Span).Covers(traffic)).FirstOrDefault();
        var word = direction == RuleDirection.Ingress ? ("inbound", "from") : ("outbound", "to");
        return deciding is null
            ? ("", $"no {word.Item1} rule of {string.Join(", ", groups)} allows {traffic} {word.Item2} {other.Address}")
            : (deciding.Id, $"{word.Item1} rule {deciding.Id} of {deciding.GroupId} allows {deciding.Span.ProtocolText()} {deciding.Span.PortText()} "
                + $"{word.Item2} {deciding.Source}");
    }
}
