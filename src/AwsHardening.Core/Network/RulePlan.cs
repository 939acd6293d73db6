using System.Numerics;
using AwsHardening.Core.Network.Model;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network;

/// <summary>What is to become of one rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Record">The rule as users see it.</param>
/// <param name="Peers">The groups to reference instead.</param>
/// <param name="Kept">Parts of the range to keep as rules of their own.</param>
/// <param name="Risks">What speaks against it, where the user chose the groups; each needs a second yes.</param>
/// <param name="Refusal">Why the rule stays as it is, or null.</param>
internal sealed record RulePlan(
    Rule Rule, SgRule Record, IReadOnlyList<Group> Peers, IReadOnlyList<Cidr> Kept, IReadOnlyList<string> Risks, OperationError? Refusal)
{
    public static RulePlan Stays(Rule rule, SgRule record, OperationError refusal) => new(rule, record, [], [], [], refusal);

    /// <summary>The rules to make, without ids.</summary>
    public IEnumerable<Rule> Replacements(string? description)
    {
        var text = description ?? RuleDescription.For(Rule.Description, Rule.Source.ToString(), Rule.Id);
        return Peers.Select(peer => RuleSource.OfGroup(peer.Id)).Concat(Kept.Select(RuleSource.Of))
            .Select(source => Rule with { Id = "", Key = Rule.Key with { Source = source }, Description = text });
    }

    /// <summary>How many addresses the replacements reach.</summary>
    public BigInteger AddressesAfter(NetworkModel model) =>
        GroupAddresses.Count(Peers.SelectMany(peer => model.Members(peer.Id)))
        + Kept.Aggregate(BigInteger.Zero, (sum, range) => sum + range.AddressCount);

    /// <summary>What it does, for the question.</summary>
    public string Action(NetworkModel model)
    {
        var instead = Peers.Select(peer => $"{peer.Id} ({peer.Name})").Concat(Kept.Select(range => range.ToString()));
        var text = $"replace {Record.Protocol} {Record.Ports} {Record.Source} ({Record.AddressCount:N0} addresses) "
            + $"by {string.Join(" and ", instead)} ({AddressesAfter(model):N0})";
        return Risks.Count == 0 ? text : $"{text}, although {string.Join("; ", Risks)}";
    }
}
