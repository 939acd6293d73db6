namespace AwsHardening.Core.Network.Reachability;

/// <summary>Something on a flow's way that lets packets pass or not.</summary>
/// <param name="Component">What it is, in AWS's words, such as <c>network ACL</c>.</param>
/// <param name="ResourceId">Its id.</param>
/// <param name="IsReply">True when it stands in the way of the replies.</param>
/// <param name="Passes">What it lets pass, by the packet's own destination port.</param>
/// <param name="Explain">Which rule or route decides for some packets, and why.</param>
internal sealed record PathStep(
    string Component, string ResourceId, bool IsReply, TrafficSet Passes, Func<TrafficSet, (string RuleId, string Reason)> Explain)
{
    /// <summary>True when nobody can say what it lets pass; <see cref="Passes"/> is then everything that could.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>Egress for the groups of the initiator, Ingress for those of the acceptor; null for what is no group.</summary>
    public RuleDirection? Groups { get; init; }

    /// <summary>True for a NAT gateway, behind which the source is another.</summary>
    public bool IsTranslation => Component == NatGateway;

    public const string NatGateway = "NAT gateway";

    public static PathStep Open(string component, string resourceId, bool isReply, string ruleId, string reason) =>
        new(component, resourceId, isReply, TrafficSet.All, _ => (ruleId, reason));

    public static PathStep Shut(string component, string resourceId, bool isReply, string ruleId, string reason) =>
        new(component, resourceId, isReply, TrafficSet.None, _ => (ruleId, reason));

    public static PathStep Unseen(string component, string resourceId, bool isReply, string ruleId, string reason) =>
        Open(component, resourceId, isReply, ruleId, reason) with { IsUnknown = true };
}
