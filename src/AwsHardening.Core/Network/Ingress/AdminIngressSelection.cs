using AwsHardening.Core.Account;
using AwsHardening.Core.Network.Model;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network.Ingress;

/// <summary>Finds the rules that open what is to be closed, and what becomes of each.</summary>
internal static class AdminIngressSelection
{
    /// <summary>Finds them, group by group; reports what was named and is not there, and what cannot be split.</summary>
    public static async Task<IReadOnlyList<AdminIngressPlan>> FindAsync(
        HardeningSession session, NetworkModel model, AdminIngressTarget target, AdminTraffic traffic, AdminSource source,
        IOperationHost host, CancellationToken cancellationToken)
    {
        var rules = model.Groups.Keys.SelectMany(group => model.Rules(group, RuleDirection.Ingress)
            .Concat(model.Rules(group, RuleDirection.Egress))).ToDictionary(rule => rule.Id);
        foreach (var query in target.Queries)
        {
            await SgRuleOperation.ReportMissingAsync(query, model.Groups, [.. rules.Values], host, cancellationToken);
        }

        HashSet<string> given = [];
        foreach (var rule in target.Rules)
        {
            if (rule.Region != model.Region || rule.AccountId != model.AccountId)
            {
                await host.WriteErrorAsync(NetworkErrors.RuleElsewhere(rule, session), cancellationToken);
            }
            else if (!rules.ContainsKey(rule.RuleId))
            {
                await host.WriteErrorAsync(NetworkErrors.RuleNotFound(rule.RuleId), cancellationToken);
            }
            else
            {
                given.Add(rule.RuleId);
            }
        }

        SgRuleMatch[] matches = [.. target.Queries.Select(query => new SgRuleMatch(query))];
        var records = RuleSelection.RecordsOf(model);
        List<AdminIngressPlan> plans = [];
        foreach (var rule in rules.Values.Where(IsChosen).OrderBy(rule => model.Groups[rule.GroupId].Name, StringComparer.Ordinal)
            .ThenBy(rule => rule.GroupId, StringComparer.Ordinal).ThenBy(rule => rule.Span.From).ThenBy(rule => rule.Id, StringComparer.Ordinal))
        {
            var split = AdminRuleSplit.Of(rule, traffic, source, model.PrefixLists, out var isPartOfList);
            var record = records.From(rule, model.Groups[rule.GroupId]);
            if (isPartOfList)
            {
                await host.WriteErrorAsync(AdminIngressErrors.PartOfList(record), cancellationToken);
            }
            else if (split is not null)
            {
                string[] instances =
                    [.. model.Members(rule.GroupId).Select(side => side.InstanceId).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
                plans.Add(new AdminIngressPlan(rule, record, split, instances));
            }
            else if (rule.Direction == RuleDirection.Ingress && traffic.IsIn(rule.Span))
            {
                host.WriteVerbose($"{record} opens admin ports, and its source is not among those to be closed: left as it is.");
            }
        }

        return plans;

        bool IsChosen(Rule rule) =>
            given.Contains(rule.Id) || Array.Exists(matches, match => match.Matches(rule, model.Groups[rule.GroupId]));
    }
}
