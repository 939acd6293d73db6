using AwsHardening.Core.Access;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network.Ingress;

/// <summary>Closes what is to be closed in one group.</summary>
internal sealed class AdminIngressStep(
    HardeningSession session, NetworkModel model, AdminIngressOptions options, RuleQuota quota, CallerGuard caller,
    IReadOnlyDictionary<string, AccessEvidence> access, ChangeRunner runner, IOperationHost host)
{
    /// <summary>True once a change ended with the account in a state nobody is sure of: nothing more can be proven.</summary>
    public bool IsUncertain { get; private set; }

    public async Task<IReadOnlyList<AdminIngress>> RunAsync(
        Group group, IReadOnlyList<AdminIngressPlan> plans, CancellationToken cancellationToken)
    {
        var before = model.WithRules([], []);
        var takeBack = model.Change(group.Id, RuleDirection.Ingress, [], []);
        var replacement = await PlanAsync(group, plans, cancellationToken);
        if (replacement.Plans.Count == 0)
        {
            return [];
        }

        var risks = replacement.Plans.ToDictionary(plan => plan, RisksOf);
        var header = Weigh(Header(group), before, replacement.Plans, risks, cancellationToken);
        var action = string.Join("; ", replacement.Plans.Select(plan => plan.Action));
        var result = await runner.RunAsync(
            ChangeOf(replacement, header),
            char.ToUpperInvariant(action[0]) + action[1..],
            async token =>
            {
                if (await AskAboutRisksAsync(risks, token) is { Count: > 0 } declined)
                {
                    takeBack();
                    replacement = Take(group, replacement.Plans.Except(declined));
                    header = Weigh(header, before, replacement.Plans, risks, token);
                }

                return replacement.Plans.Count == 0 ? null : ChangeOf(replacement, header);
            },
            known: null,
            cancellationToken);
        if (result.Error is { } error)
        {
            await host.WriteErrorAsync(error, cancellationToken);
        }

        var surfaces = (Before: Surface(before, group), After: Surface(model, group));
        if (!result.IsApplied)
        {
            takeBack();
            IsUncertain = result.Status is HardeningChangeStatus.Interrupted or HardeningChangeStatus.Failed;
        }

        if (host.IsWhatIf && result.Error is null)
        {
            return [.. replacement.Plans.Select(plan => Record(plan, [], changeId: null, surfaces))];
        }

        return result.IsApplied
            ? [.. replacement.Outcome(header.Id, result.Ids).Select(done => Record(done.Plan, done.NewRuleIds, header.Id, surfaces))]
            : [];
    }

    private async Task<GroupReplacement<AdminIngressPlan>> PlanAsync(
        Group group, IReadOnlyList<AdminIngressPlan> plans, CancellationToken cancellationToken)
    {
        var replacement = new GroupReplacement<AdminIngressPlan>(model, group, RuleDirection.Ingress);
        foreach (var plan in plans)
        {
            (string Id, AccessEvidence Evidence)[] unproven =
            [
                .. plan.InstanceIds.Except(options.WithoutAccessTo)
                    .Select(id => (id, access.GetValueOrDefault(id) ?? new AccessEvidence(false, "it was not asked"))).Where(one => !one.Item2.IsProven),
            ];
            if (unproven.Length > 0)
            {
                await host.WriteErrorAsync(AdminIngressErrors.NoOtherWayIn(plan.Record, unproven), cancellationToken);
            }
            else if (replacement.TryAdd(plan, plan.Rule, plan.Split.Remaining, quota) is { } excess)
            {
                await host.WriteErrorAsync(NetworkErrors.OverQuota(plan.Record, excess.Family, excess.Count, quota.Limit), cancellationToken);
            }
        }

        return replacement;
    }

    // What is left after some rules were declined fits the quota: the whole did.
    private GroupReplacement<AdminIngressPlan> Take(Group group, IEnumerable<AdminIngressPlan> plans)
    {
        var replacement = new GroupReplacement<AdminIngressPlan>(model, group, RuleDirection.Ingress);
        foreach (var plan in plans)
        {
            replacement.TryAdd(plan, plan.Rule, plan.Split.Remaining, quota);
        }

        return replacement;
    }

    // By construction a split loses no flow but those asked for and those of protocols that it names. Should it all the same,
    // that is a risk like the others.
    private ResourceChange Weigh(
        ResourceChange header, NetworkModel before, IReadOnlyList<AdminIngressPlan> plans, Dictionary<AdminIngressPlan, string[]> risks,
        CancellationToken cancellationToken)
    {
        var effect = FlowGuard.Weigh(before, model, [.. plans.Select(plan => AdminFlows.Of(plan, model))], cancellationToken);
        if (plans.All(plan => !plan.Split.LosesProtocols) && FlowGuard.Risks(effect) is { Count: > 0 } unasked)
        {
            foreach (var plan in plans)
            {
                risks[plan] = [.. risks[plan].Union(unasked)];
            }
        }

        return header with { Flows = effect, Risks = [.. plans.SelectMany(plan => risks[plan]).Distinct()] };
    }

    // Whoever applies it as a plan, later, has to prove it again.
    private ResourceChange ChangeOf(GroupReplacement<AdminIngressPlan> replacement, ResourceChange header) => NeededAccess.With(
        replacement.Change(header), replacement.Plans.SelectMany(plan => plan.InstanceIds).Except(options.WithoutAccessTo));

    private static AttackSurface Surface(NetworkModel network, Group group) =>
        SurfaceMeter.Measure(network, network.Members(group.Id).DistinctBy(side => side.Id));

    private string[] RisksOf(AdminIngressPlan plan) =>
    [
        .. caller.Risks(plan.Rule, plan.Split).Distinct(),
        .. plan.Split.LosesProtocols ? new[] { $"loses what \"all traffic\" opened besides: {AdminIngressPlan.LostProtocols}" } : [],
    ];

    private async Task<List<AdminIngressPlan>> AskAboutRisksAsync(
        Dictionary<AdminIngressPlan, string[]> risks, CancellationToken cancellationToken)
    {
        List<AdminIngressPlan> declined = [];
        foreach (var (plan, some) in risks.Where(pair => pair.Value.Length > 0 && !options.Force))
        {
            var answer = await host.ShouldContinueAsync(
                $"Closing {plan.Record.RuleId} of {plan.Record.GroupName} {string.Join("; it ", some)}. Close it all the same?",
                "Close a rule that may be needed", cancellationToken);
            if (answer != true)
            {
                declined.Add(plan);
                await host.WriteErrorAsync(AdminIngressErrors.Risky(plan.Record, some, couldAsk: answer is not null), cancellationToken);
            }
        }

        return declined;
    }

    private ResourceChange Header(Group group) => new()
    {
        Id = AwsSession.Of(session).Settings.NewId(),
        SetId = runner.SetId,
        AccountId = model.AccountId,
        Region = model.Region,
        ResourceType = SecurityGroupChange.ResourceType,
        ResourceId = group.Id,
        ResourceName = group.Name,
        Owner = ResourceOwner.Of(group.Tags),
        Why = $"Closes admin ports of {group.Name}; another way in is proven for every instance behind it, or not asked for.",
        Before = [],
        After = [],
        Calls = [],
        Inverse = [],
    };

    private static AdminIngress Record(
        AdminIngressPlan plan, IReadOnlyList<string> newRuleIds, string? changeId, (AttackSurface Before, AttackSurface After) surfaces) => new()
    {
        AccountId = plan.Record.AccountId,
        Region = plan.Record.Region,
        GroupId = plan.Record.GroupId,
        GroupName = plan.Record.GroupName,
        VpcId = plan.Record.VpcId,
        RuleId = plan.Record.RuleId,
        Protocol = plan.Record.Protocol,
        Ports = plan.Record.Ports,
        Source = plan.Record.Source,
        // Arrays: PowerShell cannot index what the compiler makes of a collection expression for a read-only list.
        Closed = plan.Closed.ToArray(),
        Kept = plan.Kept.ToArray(),
        NewRuleIds = newRuleIds.ToArray(),
        LostProtocols = plan.Split.LosesProtocols ? AdminIngressPlan.LostProtocols : null,
        InstanceIds = plan.InstanceIds.ToArray(),
        SurfaceBefore = surfaces.Before,
        SurfaceAfter = surfaces.After,
        Status = changeId is null ? "WhatIf" : "Changed",
        ChangeId = changeId,
    };
}
