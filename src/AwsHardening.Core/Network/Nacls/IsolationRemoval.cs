using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;
using Sdk = Amazon.EC2.Model;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>Releases the subnets of one network ACL and deletes it.</summary>
internal sealed class IsolationRemoval(
    AwsSession session, IsolationScene scene, IsolationRemovalOptions options, ChangeRunner runner, IOperationHost host)
{
    // One for all: it remembers which changes it has taken back.
    private readonly UndoFlows _flows = FlowsOf(session, scene, runner);
    private UndoStep? _undo;

    /// <summary>The change that made a network ACL and still stands; null when the journal knows none.</summary>
    public JournaledChange? MadeBy(string naclId) => runner.View.Changes.LastOrDefault(one =>
        one.Change.ResourceType == NaclChange.ResourceType && NaclContent.HasNacl(one.Change.After) && one.Change.Undoes is null
        && one.Status is HardeningChangeStatus.Applied or HardeningChangeStatus.Interrupted or HardeningChangeStatus.Failed
        && one.Change.AccountId == scene.Model.AccountId && one.Change.Region == scene.Model.Region
        && runner.Ids.Resolve(NaclContent.NameOf(one.Change.Id)) == naclId);

    /// <summary>Releases and deletes, or reports why not.</summary>
    public async Task<IsolationNacl?> RunAsync(Sdk.NetworkAcl acl, CancellationToken cancellationToken)
    {
        if (acl.IsDefault == true)
        {
            await host.WriteErrorAsync(IsolationErrors.DefaultNacl(acl.NetworkAclId, acl.VpcId), cancellationToken);
            return null;
        }

        string[] subnets = [.. (acl.Associations ?? []).Select(one => one.SubnetId)];
        if (MadeBy(acl.NetworkAclId) is { } made)
        {
            var before = NaclContent.Guarded(made.Change.Before).ToDictionary(one => one.SubnetId, one => runner.Ids.Resolve(one.NaclId));
            _flows.Ask([made.Change]);
            _undo ??= new UndoStep(session, scene.Model.AccountId, runner, host, new UndoOptions { Force = options.Force }, _flows);
            var undo = await _undo.RunAsync(made, cancellationToken);
            return undo is null && !host.IsWhatIf ? null
                : Record(acl, [.. before.Keys], [.. before.Values], undo is null ? "WhatIf" : "Released", undo);
        }

        if (Other(acl, subnets) is not { } other)
        {
            await host.WriteErrorAsync(IsolationErrors.NotRecorded(acl.NetworkAclId, options.ReleaseTo, acl.VpcId, subnets), cancellationToken);
            return null;
        }

        return await ReleaseAsync(acl, subnets, other, cancellationToken);
    }

    private static UndoFlows FlowsOf(AwsSession session, IsolationScene scene, ChangeRunner runner)
    {
        var flows = new UndoFlows(session, scene.Model.AccountId, runner.Ids);
        flows.Know(scene.Model);
        return flows;
    }

    private async Task<IsolationNacl?> ReleaseAsync(Sdk.NetworkAcl acl, string[] subnets, string other, CancellationToken cancellationToken)
    {
        var name = NaclRuleRecords.NameOf(acl.Tags);
        var header = runner.Header(NaclChange.ResourceType, acl.NetworkAclId, name, subnets.Length == 0
            ? $"Deletes network ACL {name}, which no subnet has."
            : $"Releases {string.Join(", ", subnets)} from network ACL {name} to {other}, and deletes it.") with
        {
            Owner = ResourceOwner.Of((acl.Tags ?? []).ToDictionary(tag => tag.Key, tag => tag.Value ?? "")),
        };
        var change = NaclChange.Release(
            header,
            new NaclToMake(acl.NetworkAclId, acl.VpcId, NaclReader.Tags(acl), [.. NaclContent.List(NaclReader.Base(acl), NaclContent.Entries)]),
            [.. subnets.Select(subnet => (subnet, other))],
            subnets.Length == 0 ? [] : [NaclReader.Base(scene.Nacls[other])]);
        var effect = Weigh(acl, subnets.ToDictionary(subnet => subnet, _ => other), cancellationToken);
        change = change with { Flows = effect, Risks = effect is null ? [] : FlowGuard.Risks(effect) };
        var known = subnets.ToDictionary(NaclContent.AssociationOf, scene.AssociationOf);
        var result = await runner.RunAsync(change, change.Why, async token =>
        {
            var refusal = effect is null || options.Force ? null : FlowGuard.Refusal(effect, $"{acl.NetworkAclId} ({name})", acl.NetworkAclId);
            if (refusal is null)
            {
                return change;
            }

            await host.WriteErrorAsync(refusal, token);
            return null;
        }, known, cancellationToken);
        if (result.Error is { } error)
        {
            await host.WriteErrorAsync(error, cancellationToken);
        }

        var applied = result.IsApplied;
        return applied || (host.IsWhatIf && result.Error is null)
            ? Record(acl, subnets, [.. subnets.Select(_ => other)], applied ? "Released" : "WhatIf", applied ? change.Id : null) : null;
    }

    // What the subnets had may be stricter by now. Where it is gone, the change itself says so.
    private HardeningFlowEffect? Weigh(Sdk.NetworkAcl acl, IReadOnlyDictionary<string, string> others, CancellationToken cancellationToken)
    {
        if (others.Count == 0 || others.Values.Any(other => !scene.Nacls.ContainsKey(other)))
        {
            return null;
        }

        var after = others.GroupBy(one => one.Value, one => one.Key)
            .Aggregate(scene.Model, (model, group) => model.WithAclOf(group.Key, [.. group]));
        return FlowGuard.Weigh(scene.Model, after, [], cancellationToken);
    }

    // What the subnets get where nobody wrote down what they had.
    private string? Other(Sdk.NetworkAcl acl, string[] subnets) => options.ReleaseTo is not { } said
        ? (subnets.Length == 0 ? "" : null)
        : scene.Nacls.Values.FirstOrDefault(other => other.VpcId == acl.VpcId && other.NetworkAclId != acl.NetworkAclId
            && (said.Equals("default", StringComparison.OrdinalIgnoreCase) ? other.IsDefault == true : other.NetworkAclId == said))?.NetworkAclId;

    private IsolationNacl Record(Sdk.NetworkAcl acl, IReadOnlyList<string> subnets, IReadOnlyList<string> others, string status, string? changeId) => new()
    {
        AccountId = scene.Model.AccountId,
        Region = scene.Model.Region,
        NaclId = acl.NetworkAclId,
        NaclName = NaclRuleRecords.NameOf(acl.Tags),
        VpcId = acl.VpcId ?? "",
        SubnetIds = subnets.ToArray(),
        OtherNaclIds = others.ToArray(),
        Entries = NaclLine.Of(Ec2Projection.NetworkAcl(acl).Entries.Where(entry => entry.Number < AclEntry.Last)),
        Status = status,
        ChangeId = changeId,
    };
}
