using System.IO.Enumeration;
using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network;

/// <summary>Tells which rules a query means.</summary>
/// <param name="query">The query.</param>
internal sealed class SgRuleMatch(SgRuleQuery query)
{
    private readonly string?[] _protocols = [.. query.Protocol.Select(TrafficSpan.FromUser)];

    /// <summary>True when the query means the rule.</summary>
    public bool Matches(Rule rule, Group group) =>
        Any(query.GroupId, group.Id) && Any(query.GroupName, group.Name) && Any(query.VpcId, group.VpcId) && Any(query.RuleId, rule.Id)
        && (query.Direction is null || query.Direction == rule.Direction)
        && (_protocols.Length == 0 || _protocols.Contains(rule.Span.Protocol))
        && (query.Port.Count == 0 || query.Port.Any(port => rule.Span.MeansPort("tcp", port) || rule.Span.MeansPort("udp", port)));

    private static bool Any(IReadOnlyList<string> patterns, string text) =>
        patterns.Count == 0 || patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, text));
}
