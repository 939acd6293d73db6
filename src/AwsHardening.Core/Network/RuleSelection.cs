using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network;

/// <summary>Rules that a user chose, with the network they stand in.</summary>
/// <param name="Model">The network as it was read.</param>
/// <param name="Chosen">The rules that are there and have a range, each once, with the record the user had or a fresh one.</param>
internal sealed record RuleSelection(NetworkModel Model, IReadOnlyList<(Rule Rule, SgRule Record)> Chosen)
{
    /// <summary>Reads the network and finds the rules in it; reports each that is not there, elsewhere, or has no range.</summary>
    /// <returns>Null when the network could not be read, which is reported.</returns>
    public static async Task<RuleSelection?> ReadAsync(
        HardeningSession session, IReadOnlyList<string> ruleIds, IReadOnlyDictionary<string, SgRule> given, AccountView view,
        IOperationHost host, CancellationToken cancellationToken)
    {
        if (await NetworkModelRead.TryAsync(session, view, host, cancellationToken) is not { } model)
        {
            return null;
        }

        var records = RecordsOf(model);
        var rules = model.Groups.Keys
            .SelectMany(group => model.Rules(group, RuleDirection.Ingress).Concat(model.Rules(group, RuleDirection.Egress)))
            .ToDictionary(rule => rule.Id);
        List<(Rule, SgRule)> chosen = [];
        foreach (var id in ruleIds.Distinct())
        {
            if (Problem(session, model, rules, given.GetValueOrDefault(id), id, records) is { } problem)
            {
                await host.WriteErrorAsync(problem, cancellationToken);
            }
            else
            {
                chosen.Add((rules[id], records.From(rules[id], model.Groups[rules[id].GroupId])));
            }
        }

        return new RuleSelection(model, chosen);
    }

    /// <summary>Makes users' records of a model's rules.</summary>
    public static SgRuleRecords RecordsOf(NetworkModel model) => new(model.AccountId, model.Region, model.Addresses,
        model.Interfaces.SelectMany(side => side.GroupIds.Select(group => (group, side))).ToLookup(p => p.group, p => p.side),
        [
            .. model.Vpcs.Values.SelectMany(vpc => vpc.Ranges),
            .. model.Peerings.Where(peering => peering.Active)
                .SelectMany(peering => peering.Requester.Ranges.Concat(peering.Accepter.Ranges)),
        ],
        model.PrefixLists);

    private static OperationError? Problem(
        HardeningSession session, NetworkModel model, Dictionary<string, Rule> rules, SgRule? given, string id, SgRuleRecords records)
    {
        if (given is not null && (given.Region != model.Region || given.AccountId != model.AccountId))
        {
            return NetworkErrors.RuleElsewhere(given, session);
        }

        if (!rules.TryGetValue(id, out var rule))
        {
            return NetworkErrors.RuleNotFound(id);
        }

        return rule.Source.Range is null ? NetworkErrors.NotARange(records.From(rule, model.Groups[rule.GroupId])) : null;
    }
}
