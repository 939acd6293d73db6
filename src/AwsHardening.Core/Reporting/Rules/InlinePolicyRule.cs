namespace AwsHardening.Core.Reporting.Rules;

/// <summary>A rule against inline policies.</summary>
/// <param name="holders">Whose they are.</param>
/// <param name="list">The member that holds them.</param>
internal abstract class InlinePolicyRule(FactType holders, string list) : ResourceRule(holders)
{
    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var inline = resource[list].Items.Select(policy => (list, (object?)policy["PolicyName"])).ToArray();
        return Verdict.When(inline.Length == 0, "it has none", $"it has {inline.Length} inline policies", inline);
    }
}
