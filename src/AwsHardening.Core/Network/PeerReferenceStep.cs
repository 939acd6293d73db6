using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network;

/// <summary>Plans and makes the replacement for one group and direction.</summary>
internal sealed class PeerReferenceStep(
    NetworkModel model, PeerReferencePlanner planner, SgPeerReferenceOptions options, RuleQuota quota,
    ChangeRunner runner, IOperationHost host) : GroupReplacementStep<RulePlan, SgPeerReference>(model, quota, runner, host, options.Force)
{
    private PeerReferenceProof? _proof;

    public async Task<IReadOnlyList<SgPeerReference>> RunAsync(
        Group group, RuleDirection direction, IReadOnlyList<(Rule Rule, SgRule Record)> rules, CancellationToken cancellationToken)
    {
        var takeBack = Model.Change(group.Id, direction, [], []);
        var proof = _proof = new PeerReferenceProof(Model.Snapshot(), Model, options);
        var replacement = await PlanAsync(group, direction, rules, cancellationToken);
        var refused = proof.Refused(replacement.Plans, cancellationToken);
        if (refused.Count > 0)
        {
            foreach (var plan in refused)
            {
                await Host.WriteErrorAsync(PeerErrors.NotProven(plan.Record, proof.Effect(cancellationToken)), cancellationToken);
            }

            takeBack();
            replacement = Take(group, direction, replacement.Plans.Except(refused));
        }

        return await MakeAsync(Header(group, direction), group, direction, replacement, takeBack, cancellationToken);
    }

    protected override Rule RuleOf(RulePlan plan) => plan.Rule;

    protected override IEnumerable<Rule> ReplacementsOf(RulePlan plan) => plan.Replacements(options.Description);

    protected override string ActionOf(RulePlan plan) => plan.Action(Model);

    protected override (string Query, string Caption)? QuestionOf(RulePlan plan) => plan.Risks.Count == 0 ? null : (
        $"{plan.Record.RuleId} of {plan.Record.GroupName}: {string.Join("; ", plan.Risks)}. Replace it all the same?",
        "Replace by a group that was not proven");

    protected override OperationError Declined(RulePlan plan, bool couldAsk) => PeerErrors.Risky(plan.Record, plan.Risks, couldAsk);

    protected override ResourceChange Weigh(ResourceChange header, IReadOnlyList<RulePlan> plans, CancellationToken cancellationToken)
    {
        var flows = _proof!.Effect(cancellationToken);
        return header with { Risks = [.. plans.SelectMany(plan => plan.Risks).Concat(FlowGuard.Risks(flows)).Distinct()], Flows = flows };
    }

    private async Task<GroupReplacement<RulePlan>> PlanAsync(
        Group group, RuleDirection direction, IReadOnlyList<(Rule Rule, SgRule Record)> rules,
        CancellationToken cancellationToken)
    {
        var replacement = new GroupReplacement<RulePlan>(Model, group, direction);
        foreach (var (rule, record) in rules)
        {
            var plan = planner.Plan(rule, record);
            var refusal = plan.Refusal
                ?? (replacement.TryAdd(plan, rule, plan.Replacements(options.Description), Quota) is { } excess
                    ? NetworkErrors.OverQuota(record, excess.Family, excess.Count, Quota.Limit) : null);
            if (refusal is not null)
            {
                await Host.WriteErrorAsync(refusal, cancellationToken);
            }
        }

        return replacement;
    }

    private ResourceChange Header(Group group, RuleDirection direction) => Runner.Header(
        SecurityGroupChange.ResourceType, group.Id, group.Name,
        $"Replaces {direction} ranges of {group.Name} by references to the groups in use behind them.") with
    {
        Owner = ResourceOwner.Of(group.Tags),
    };

    protected override SgPeerReference Record(RulePlan plan, IReadOnlyList<string> newRuleIds, string? changeId) => new()
    {
        AccountId = plan.Record.AccountId,
        Region = plan.Record.Region,
        GroupId = plan.Record.GroupId,
        GroupName = plan.Record.GroupName,
        Direction = plan.Record.Direction,
        Protocol = plan.Record.Protocol,
        Ports = plan.Record.Ports,
        OldSource = plan.Record.Source,
        OldRuleId = plan.Record.RuleId,
        AddressesBefore = plan.Rule.Source.Range!.Value.AddressCount,
        AddressesAfter = plan.AddressesAfter(Model),
        // Arrays: PowerShell cannot index what the compiler makes of a collection expression for a read-only list.
        Peers = plan.Peers.Select(peer => peer.Id).ToArray(),
        NewRuleIds = newRuleIds.ToArray(),
        Status = changeId is null ? "WhatIf" : "Changed",
        ChangeId = changeId,
    };
}
