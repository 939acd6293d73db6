using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network;

/// <summary>Plans and makes the replacement for one group and direction.</summary>
internal sealed class PeerReferenceStep(
    HardeningSession session, NetworkModel model, PeerReferencePlanner planner, SgPeerReferenceOptions options, RuleQuota quota,
    ChangeRunner runner, IOperationHost host)
{
    /// <summary>True once a change ended with the account in a state nobody is sure of: nothing more can be proven.</summary>
    public bool IsUncertain { get; private set; }

    public async Task<IReadOnlyList<SgPeerReference>> RunAsync(
        Group group, RuleDirection direction, IReadOnlyList<(Rule Rule, SgRule Record)> rules, CancellationToken cancellationToken)
    {
        var takeBack = model.Change(group.Id, direction, [], []);
        var proof = new PeerReferenceProof(model.Snapshot(), model, options);
        var replacement = await PlanAsync(group, direction, rules, cancellationToken);
        var refused = proof.Refused(replacement.Plans, cancellationToken);
        if (refused.Count > 0)
        {
            foreach (var plan in refused)
            {
                await host.WriteErrorAsync(PeerErrors.NotProven(plan.Record, proof.Effect(cancellationToken)), cancellationToken);
            }

            takeBack();
            replacement = Take(group, direction, replacement.Plans.Except(refused));
        }

        if (replacement.Plans.Count == 0)
        {
            return [];
        }

        var flows = proof.Effect(cancellationToken);
        var header = Header(group, direction) with
        {
            Risks = [.. replacement.Plans.SelectMany(plan => plan.Risks).Concat(FlowGuard.Risks(flows)).Distinct()],
            Flows = flows,
        };
        var action = string.Join("; ", replacement.Plans.Select(plan => plan.Action(model)));
        var result = await runner.RunAsync(
            replacement.Change(header),
            char.ToUpperInvariant(action[0]) + action[1..],
            async token =>
            {
                var declined = await AskAboutRisksAsync(replacement.Plans, token);
                if (declined.Count > 0)
                {
                    takeBack();
                    replacement = Take(group, direction, replacement.Plans.Except(declined));
                    header = header with { Flows = proof.Effect(token) };
                }

                return replacement.Plans.Count == 0 ? null : replacement.Change(header);
            },
            known: null,
            cancellationToken);
        if (result.Error is { } error)
        {
            await host.WriteErrorAsync(error, cancellationToken);
        }

        if (!result.IsApplied)
        {
            takeBack();
            IsUncertain = result.Status is HardeningChangeStatus.Interrupted or HardeningChangeStatus.Failed;
        }

        if (host.IsWhatIf && result.Error is null)
        {
            return [.. replacement.Plans.Select(plan => Record(plan, [], changeId: null))];
        }

        return result.IsApplied
            ? [.. replacement.Outcome(header.Id, result.Ids).Select(done => Record(done.Plan, done.NewRuleIds, header.Id))]
            : [];
    }

    private async Task<GroupReplacement<RulePlan>> PlanAsync(
        Group group, RuleDirection direction, IReadOnlyList<(Rule Rule, SgRule Record)> rules,
        CancellationToken cancellationToken)
    {
        var replacement = new GroupReplacement<RulePlan>(model, group, direction);
        foreach (var (rule, record) in rules)
        {
            var plan = planner.Plan(rule, record);
            var refusal = plan.Refusal
                ?? (replacement.TryAdd(plan, rule, plan.Replacements(options.Description), quota) is { } excess
                    ? NetworkErrors.OverQuota(record, excess.Family, excess.Count, quota.Limit) : null);
            if (refusal is not null)
            {
                await host.WriteErrorAsync(refusal, cancellationToken);
            }
        }

        return replacement;
    }

    // What is left after some rules were declined fits the quota: the whole did.
    private GroupReplacement<RulePlan> Take(Group group, RuleDirection direction, IEnumerable<RulePlan> plans)
    {
        var replacement = new GroupReplacement<RulePlan>(model, group, direction);
        foreach (var plan in plans)
        {
            replacement.TryAdd(plan, plan.Rule, plan.Replacements(options.Description), quota);
        }

        return replacement;
    }

    private async Task<List<RulePlan>> AskAboutRisksAsync(IReadOnlyList<RulePlan> plans, CancellationToken cancellationToken)
    {
        List<RulePlan> declined = [];
        foreach (var plan in plans.Where(plan => plan.Risks.Count > 0 && !options.Force))
        {
            var answer = await host.ShouldContinueAsync(
                $"{plan.Record.RuleId} of {plan.Record.GroupName}: {string.Join("; ", plan.Risks)}. Replace it all the same?",
                "Replace by a group that was not proven", cancellationToken);
            if (answer != true)
            {
                declined.Add(plan);
                await host.WriteErrorAsync(PeerErrors.Risky(plan.Record, plan.Risks, couldAsk: answer is not null), cancellationToken);
            }
        }

        return declined;
    }

    private ResourceChange Header(Group group, RuleDirection direction) => new()
    {
        Id = AwsSession.Of(session).Settings.NewId(),
        SetId = runner.SetId,
        AccountId = model.AccountId,
        Region = model.Region,
        ResourceType = SecurityGroupChange.ResourceType,
        ResourceId = group.Id,
        ResourceName = group.Name,
        Owner = ResourceOwner.Of(group.Tags),
        Why = $"Replaces {direction} ranges of {group.Name} by references to the groups in use behind them.",
        Before = [],
        After = [],
        Calls = [],
        Inverse = [],
    };

    private SgPeerReference Record(RulePlan plan, IReadOnlyList<string> newRuleIds, string? changeId) => new()
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
        AddressesAfter = plan.AddressesAfter(model),
        // Arrays: PowerShell cannot index what the compiler makes of a collection expression for a read-only list.
        Peers = plan.Peers.Select(peer => peer.Id).ToArray(),
        NewRuleIds = newRuleIds.ToArray(),
        Status = changeId is null ? "WhatIf" : "Changed",
        ChangeId = changeId,
    };
}
