using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>
/// What network ACLs let pass (Amazon VPC User Guide, "Network ACL basics"): entries are asked from the lowest number up, the
/// first that matches decides, replies are asked about anew, and traffic inside a subnet is not asked about at all.
/// </summary>
internal sealed class AclSteps(NetworkModel model)
{
    private readonly Dictionary<(string Acl, RuleDirection Direction, IpAddress Other), TrafficSet> _passes = [];
    private readonly Dictionary<(string Acl, RuleDirection Direction), AclEntry[]> _entries = [];

    /// <summary>The step of a subnet's ACL.</summary>
    /// <param name="subnetId">The subnet.</param>
    /// <param name="direction">Egress for packets that leave the subnet.</param>
    /// <param name="other">The address across.</param>
    /// <param name="isReply">True for replies.</param>
    public PathStep Step(string subnetId, RuleDirection direction, IpAddress other, bool isReply) => model.AclOf(subnetId) is { } acl
        ? new PathStep("network ACL", acl.Id, isReply, Passes(acl, direction, other), traffic => Explain(acl, direction, other, traffic))
        : PathStep.Unseen("network ACL", subnetId, isReply, "", $"the network ACL of {subnetId} was not read");

    private TrafficSet Passes(NetworkAcl acl, RuleDirection direction, IpAddress other)
    {
        if (_passes.TryGetValue((acl.Id, direction, other), out var known))
        {
            return known;
        }

        var (allowed, open) = (TrafficSet.None, TrafficSet.All);
        foreach (var entry in Entries(acl, direction).Where(entry => entry.Range.Contains(other)))
        {
            var meant = TrafficSet.Of(entry.Span);
            allowed = entry.IsAllow ? allowed | (meant & open) : allowed;
            open -= meant;
            if (open.IsEmpty)
            {
                break;
            }
        }

        return _passes[(acl.Id, direction, other)] = allowed;
    }

    private (string, string) Explain(NetworkAcl acl, RuleDirection direction, IpAddress other, TrafficSet traffic)
    {
        var (word, to) = direction == RuleDirection.Ingress ? ("inbound", "from") : ("outbound", "to");
        var passes = !(Passes(acl, direction, other) & traffic).IsEmpty;
        var open = TrafficSet.All;
        foreach (var entry in Entries(acl, direction).Where(entry => entry.Range.Contains(other)))
        {
            var meant = TrafficSet.Of(entry.Span);
            if (entry.IsAllow == passes && !(meant & open & traffic).IsEmpty)
            {
                return (entry.NumberText, $"{word} rule {entry.NumberText} of {acl.Id} {(passes ? "allows" : "denies")} "
                    + $"{entry.Span.ProtocolText()} {entry.Span.PortText()} {to} {entry.Range}");
            }

            open -= meant;
        }

        return ("*", $"no {word} rule of {acl.Id} allows {traffic} {to} {other}");
    }

    private AclEntry[] Entries(NetworkAcl acl, RuleDirection direction) => _entries.TryGetValue((acl.Id, direction), out var entries)
        ? entries
        : _entries[(acl.Id, direction)] = [.. acl.Entries.Where(entry => entry.Direction == direction).OrderBy(entry => entry.Number)];
}
