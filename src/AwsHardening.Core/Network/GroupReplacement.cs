using AwsHardening.Core.Changes;
using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network;

/// <summary>The rules of one group and direction that are replaced together: one Authorize, one Revoke.</summary>
/// <param name="model">The network; it is changed as if the replacement had been made.</param>
/// <param name="group">The group.</param>
/// <param name="direction">The direction.</param>
/// <typeparam name="TPlan">What is planned for each rule.</typeparam>
internal sealed class GroupReplacement<TPlan>(NetworkModel model, Group group, RuleDirection direction)
{
    private readonly List<(TPlan Plan, Rule Rule, List<Rule> Replacements)> _parts = [];
    private readonly List<Rule> _added = [];

    public IReadOnlyList<TPlan> Plans => [.. _parts.Select(part => part.Plan)];

    /// <summary>Takes a rule's plan in, unless the quota forbids.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="rule">The rule that goes.</param>
    /// <param name="replacement">The rules that take over, without ids.</param>
    /// <param name="quota">The quota.</param>
    /// <returns>The family over quota and its count, or null when it was taken in.</returns>
    public (string Family, int Count)? TryAdd(TPlan plan, Rule rule, IEnumerable<Rule> replacement, RuleQuota quota)
    {
        var standing = model.Rules(group.Id, direction);
        List<Rule> replacements = [];
        List<Rule> missing = [];
        foreach (var wanted in replacement)
        {
            // What says the same is the same rule to AWS, and must not be added twice; a rule about to go does not count.
            var there = standing.FirstOrDefault(one => one.Key == wanted.Key && one.Id != rule.Id);
            replacements.Add(there ?? wanted);
            if (there is null)
            {
                missing.Add(wanted);
            }
        }

        // Added before removed: for a moment both count.
        if (missing.Count > 0 && quota.Excess([.. standing, .. Removed, .. missing]) is { } excess)
        {
            return excess;
        }

        _parts.Add((plan, rule, replacements));
        _added.AddRange(missing);
        model.Change(group.Id, direction, [rule], missing);
        return null;
    }

    /// <summary>The change that makes the replacement.</summary>
    public ResourceChange Change(ResourceChange header) => SecurityGroupChange.Build(
        header, direction, [.. Removed], _added,
        [.. _parts.SelectMany(part => part.Replacements).Select(rule => rule.Id).Where(id => id.Length > 0).Distinct()]);

    /// <summary>The ids of the rules that replace each rule, once the change has been made.</summary>
    public IEnumerable<(TPlan Plan, IReadOnlyList<string> NewRuleIds)> Outcome(string changeId, IReadOnlyDictionary<string, string> ids) =>
        _parts.Select(part => (part.Plan, (IReadOnlyList<string>)
            [.. part.Replacements.Select(rule => rule.Id.Length > 0 ? rule.Id : ids[$"{changeId}#{_added.IndexOf(rule) + 1}"])]));

    private IEnumerable<Rule> Removed => _parts.Select(part => part.Rule);
}
