using AwsHardening.Core.Access;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network.Ingress;

/// <summary>Closes what is to be closed in one group.</summary>
internal sealed class AdminIngressStep(
    NetworkModel model, AdminIngressOptions options, RuleQuota quota, CallerGuard caller,
    IReadOnlyDictionary<string, AccessEvidence> access, SurfaceMeter meter, ChangeRunner runner, IOperationHost host)
    : GroupReplacementStep<AdminIngressPlan, AdminIngress>(model, quota, runner, host, options.Force)
{
    private NetworkModel? _before;
    private Dictionary<AdminIngressPlan, string[]> _risks = [];
    private Interface[] _members = [];
    private (AttackSurface Before, AttackSurface After) _surfaces;

    public async Task<IReadOnlyList<AdminIngress>> RunAsync(
        Group group, IReadOnlyList<AdminIngressPlan> plans, CancellationToken cancellationToken)
    {
        _before = Model.Snapshot();
        var takeBack = Model.Change(group.Id, RuleDirection.Ingress, [], []);
        _members = [.. Model.Members(group.Id).DistinctBy(side => side.Id)];
        _surfaces.Before = meter.Measure(_members);
        var replacement = await PlanAsync(group, plans, cancellationToken);
        _risks = replacement.Plans.ToDictionary(plan => plan, RisksOf);
        return await MakeAsync(Header(group), group, RuleDirection.Ingress, replacement, takeBack, cancellationToken);
    }

    protected override Rule RuleOf(AdminIngressPlan plan) => plan.Rule;

    protected override IEnumerable<Rule> ReplacementsOf(AdminIngressPlan plan) => plan.Split.Remaining;

    protected override string ActionOf(AdminIngressPlan plan) => plan.Action;

    protected override (string Query, string Caption)? QuestionOf(AdminIngressPlan plan) => _risks[plan].Length == 0 ? null : (
        $"Closing {plan.Record.RuleId} of {plan.Record.GroupName} {string.Join("; it ", _risks[plan])}. Close it all the same?",
        "Close a rule that may be needed");

    protected override OperationError Declined(AdminIngressPlan plan, bool couldAsk) => AdminIngressErrors.Risky(plan.Record, _risks[plan], couldAsk);

    // What the internet reaches of an interface hangs on its own groups: of a change, only the group's members are measured again.
    protected override void Ended(bool isApplied)
    {
        meter.Forget(_members);
        _surfaces.After = meter.Measure(_members);
        if (!isApplied)
        {
            meter.Forget(_members);
        }
    }

    private async Task<GroupReplacement<AdminIngressPlan>> PlanAsync(
        Group group, IReadOnlyList<AdminIngressPlan> plans, CancellationToken cancellationToken)
    {
        var replacement = new GroupReplacement<AdminIngressPlan>(Model, group, RuleDirection.Ingress);
        foreach (var plan in plans)
        {
            (string Id, AccessEvidence Evidence)[] unproven =
            [
                .. plan.InstanceIds.Except(options.WithoutAccessTo)
                    .Select(id => (id, access.GetValueOrDefault(id) ?? new AccessEvidence(false, "it was not asked"))).Where(one => !one.Item2.IsProven),
            ];
            if (unproven.Length > 0)
            {
                await Host.WriteErrorAsync(AdminIngressErrors.NoOtherWayIn(plan.Record, unproven), cancellationToken);
            }
            else if (replacement.TryAdd(plan, plan.Rule, plan.Split.Remaining, Quota) is { } excess)
            {
                await Host.WriteErrorAsync(NetworkErrors.OverQuota(plan.Record, excess.Family, excess.Count, Quota.Limit), cancellationToken);
            }
        }

        return replacement;
    }

    // By construction a split loses no flow but those asked for and those of protocols that it names. Should it all the same,
    // that is a risk like the others.
    protected override ResourceChange Weigh(ResourceChange header, IReadOnlyList<AdminIngressPlan> plans, CancellationToken cancellationToken)
    {
        var effect = FlowGuard.Weigh(_before!, Model, [.. plans.Select(plan => AdminFlows.Of(plan, Model))], cancellationToken);
        if (plans.All(plan => !plan.Split.LosesProtocols) && FlowGuard.Risks(effect) is { Count: > 0 } unasked)
        {
            foreach (var plan in plans)
            {
                _risks[plan] = [.. _risks[plan].Union(unasked)];
            }
        }

        return header with { Flows = effect, Risks = [.. plans.SelectMany(plan => _risks[plan]).Distinct()] };
    }

    // Whoever applies it as a plan, later, has to prove it again.
    protected override ResourceChange ChangeOf(GroupReplacement<AdminIngressPlan> replacement, ResourceChange header) => NeededAccess.With(
        replacement.Change(header), replacement.Plans.SelectMany(plan => plan.InstanceIds).Except(options.WithoutAccessTo));

    private string[] RisksOf(AdminIngressPlan plan) =>
    [
        .. caller.Risks(plan.Rule, plan.Split).Distinct(),
        .. plan.Split.LosesProtocols ? new[] { $"loses what \"all traffic\" opened besides: {AdminIngressPlan.LostProtocols}" } : [],
    ];

    private ResourceChange Header(Group group) => Runner.Header(
        SecurityGroupChange.ResourceType, group.Id, group.Name,
        $"Closes admin ports of {group.Name}; another way in is proven for every instance behind it, or not asked for.") with
    {
        Owner = ResourceOwner.Of(group.Tags),
    };

    protected override AdminIngress Record(AdminIngressPlan plan, IReadOnlyList<string> newRuleIds, string? changeId) => new()
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
        SurfaceBefore = _surfaces.Before,
        SurfaceAfter = _surfaces.After,
        Status = changeId is null ? "WhatIf" : "Changed",
        ChangeId = changeId,
    };
}
