using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Network.Model;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>Plans and makes the network ACL of one group of subnets.</summary>
internal sealed class IsolationStep(
    IsolationScene scene, IsolationRequest request, IsolationNaclOptions options, ChangeRunner runner, IOperationHost host)
{
    private readonly Dictionary<string, int> _made = [];
    private NetworkModel _model = scene.Model;

    /// <summary>True once a change ended with the account in a state nobody is sure of: nothing more can be proven.</summary>
    public bool IsUncertain { get; private set; }

    public async Task<IsolationNacl?> RunAsync(IsolationGroup group, CancellationToken cancellationToken)
    {
        IsolationEntries entries;
        try
        {
            entries = Plan(group);
        }
        catch (OperationException e)
        {
            await host.WriteErrorAsync(e.Error, cancellationToken);
            return null;
        }

        if (entries.IsDone)
        {
            return Record(group, entries.Present, "Unchanged");
        }

        var proof = IsolationProof.Of(_model, group, entries, cancellationToken);
        var change = group.Change(scene, Header(group), entries.Planned) with { Flows = proof.Effect, Risks = proof.Risks };
        var record = Record(group, entries.Planned, "WhatIf") with
        {
            FlowsCut = proof.Cut,
            FlowsLost = proof.Lost,
            FlowsUnlikely = proof.Unlikely,
            FlowsGained = proof.Effect.Gained,
            Offers = proof.Risks.Count == 0 ? [] : IsolationOffers.Of(_model, group, proof, request, options, cancellationToken),
        };
        if (proof.Risks.Count == 0 && entries.Besides.Count > 0)
        {
            host.WriteWarning($"Besides what was asked, {options.Name} denies {string.Join("; ", NaclDifference.Describe(entries.Besides))}. No flow of today is lost by that.");
        }

        var result = await runner.RunAsync(
            change, Action(group, entries, proof),
            token => runner.AskAboutRisksAsync(
                change, (options.Name, "Isolate all the same?"), "Lose flows that were not to be cut",
                couldAsk => IsolationErrors.LosesFlows(record with { Status = "Refused" }, change.Risks, couldAsk), token),
            group.Associations(scene), cancellationToken);
        if (result.Error is { } error)
        {
            await host.WriteErrorAsync(error, cancellationToken);
        }

        IsUncertain = result.Status is HardeningChangeStatus.Interrupted or HardeningChangeStatus.Failed;
        if (result.IsApplied)
        {
            _made[group.VpcId] = _made.GetValueOrDefault(group.VpcId) + 1;
            // What follows is proven on the network as it is then.
            _model = proof.After;
            return record with { Status = "Created", NaclId = result.Ids[change.ResourceId], ChangeId = change.Id };
        }

        return host.IsWhatIf && result.Error is null ? record : null;
    }

    private IsolationEntries Plan(IsolationGroup group)
    {
        var entries = IsolationEntries.Plan(group.Present, request, options);
        if (entries.NotDone.Count > 0)
        {
            throw new OperationException(IsolationErrors.TooLate(
                options.Name, [.. group.Subnets.Select(subnet => subnet.Id)], NaclDifference.Describe(entries.NotDone)));
        }

        var count = scene.Nacls.Values.Count(acl => acl.VpcId == group.VpcId) + _made.GetValueOrDefault(group.VpcId);
        if (!entries.IsDone && count >= options.NaclQuota)
        {
            throw new OperationException(IsolationErrors.OverNaclQuota(group.VpcId, count, options.NaclQuota));
        }

        return entries;
    }

    private ResourceChange Header(IsolationGroup group) => runner.Header(
        NaclChange.ResourceType, "", options.Name,
        $"Isolates {Names(group)} by network ACL {options.Name}: of what {(group.Subnets.Count == 1 ? "it has" : "they have")} now, only the traffic asked for changes.") with
    {
        Owner = group.Subnets.Select(subnet => scene.NaclOf(subnet.Id)).DistinctBy(acl => acl.NetworkAclId)
            .Select(acl => ResourceOwner.Of((acl.Tags ?? []).ToDictionary(tag => tag.Key, tag => tag.Value ?? ""))).FirstOrDefault(owner => owner is not null),
    };

    private static string Action(IsolationGroup group, IsolationEntries entries, IsolationProof proof) =>
        $"Create a network ACL with {entries.Planned.Count} entries, among them {string.Join(", ", entries.Asked.Select(NaclLine.Of))}, and give it to {Names(group)}"
        + (proof.Risks.Count == 0 ? "" : $", although {string.Join("; ", proof.Risks)}");

    private static string Names(IsolationGroup group) =>
        string.Join(", ", group.Subnets.Select(subnet => subnet.Name.Length > 0 ? $"{subnet.Id} ({subnet.Name})" : subnet.Id));

    private IsolationNacl Record(IsolationGroup group, IReadOnlyList<AclEntry> entries, string status) => new()
    {
        AccountId = scene.Model.AccountId,
        Region = scene.Model.Region,
        NaclName = options.Name,
        VpcId = group.VpcId,
        // Arrays: PowerShell cannot index what the compiler makes of a collection expression for a read-only list.
        SubnetIds = group.Subnets.Select(subnet => subnet.Id).ToArray(),
        OtherNaclIds = group.Subnets.Select(subnet => scene.NaclOf(subnet.Id).NetworkAclId).ToArray(),
        Entries = NaclLine.Of(entries),
        Status = status,
    };
}
