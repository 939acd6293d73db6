namespace AwsHardening.Core.Network.Ingress;

/// <summary>Which rules to look at: those given, and those that some query means.</summary>
/// <param name="Rules">Rules from <c>Get-SgRule</c>.</param>
/// <param name="Queries">Queries; one that says nothing means every rule of the Region.</param>
public sealed record AdminIngressTarget(IReadOnlyList<SgRule> Rules, IReadOnlyList<SgRuleQuery> Queries)
{
    /// <summary>True when no group or rule is named.</summary>
    internal bool IsWholeRegion => Queries.Any(query =>
        query.GroupId.Count + query.GroupName.Count + query.VpcId.Count + query.RuleId.Count == 0);
}
