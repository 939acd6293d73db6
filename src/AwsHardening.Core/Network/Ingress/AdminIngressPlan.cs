using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Ingress;

/// <summary>What is to become of one rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Record">The rule as users see it.</param>
/// <param name="Split">What is closed and what stays.</param>
/// <param name="InstanceIds">The instances behind the rule's group.</param>
internal sealed record AdminIngressPlan(Rule Rule, SgRule Record, AdminRuleSplit Split, IReadOnlyList<string> InstanceIds)
{
    /// <summary>The protocols besides those with ports and ICMP, which a split of "all traffic" cannot keep.</summary>
    public const string LostProtocols = "every protocol but tcp, udp, icmp and icmpv6 (such as 4 IP-in-IP, 47 GRE, 50 ESP, 51 AH, 132 SCTP)";

    /// <summary>What is closed, as people write it.</summary>
    public IEnumerable<string> Closed =>
        from source in Split.Closed
        from span in Split.Taken
        select Text(span, source);

    /// <summary>What stays open, as people write it.</summary>
    public IEnumerable<string> Kept => Split.Remaining.Select(rule => Text(rule.Span, rule.Source));

    /// <summary>What it does, for the question.</summary>
    public string Action => $"close {string.Join(", ", Closed)} in rule {Rule.Id}"
        + (Split.Remaining.Count == 0 ? " and remove it" : $" and keep {string.Join(", ", Kept)}");

    private static string Text(TrafficSpan span, RuleSource source) =>
        $"{(span.IsAllProtocols ? "all traffic" : $"{span.ProtocolText()} {span.PortText()}")} from {source}";
}
