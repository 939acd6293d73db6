using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Reading;

using AwsHardening.Core.Changes.Plans;

namespace AwsHardening.Core.Changes;

/// <summary>What the engine must know of a kind of resource: how it is read back, and what a call did to it.</summary>
internal interface IResourceKind
{
    /// <summary>The CloudFormation type.</summary>
    string ResourceType { get; }

    /// <summary>
    /// The IAM actions that it takes to read, count, make, change and take back such a resource: those of the kind's own calls, and what
    /// AWS asks for beside them.
    /// </summary>
    IReadOnlyList<string> RequiredActions { get; }

    /// <summary>The resource as it is now, read from AWS.</summary>
    Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken);

    /// <summary>Whether a call has had its effect on the resource as it is now.</summary>
    /// <param name="call">The call.</param>
    /// <param name="present">The resource as it is now.</param>
    /// <param name="ids">What became of ids.</param>
    CallEffect Effect(ApiCall call, JsonObject present, IdMap ids);

    /// <summary>How the resource as it is now differs from what a change left there, one sentence each; empty when it does not.</summary>
    /// <param name="change">The change.</param>
    /// <param name="present">The resource as it is now.</param>
    IReadOnlyList<string> Drift(ResourceChange change, JsonObject present);

    /// <summary>How the resource as it is now differs from what a change expects to find, one sentence each.</summary>
    /// <param name="change">The change.</param>
    /// <param name="present">The resource as it is now.</param>
    /// <param name="ids">What became of ids.</param>
    IReadOnlyList<string> DriftBefore(ResourceChange change, JsonObject present, IdMap ids);

    /// <summary>What of a change's effect still stands as it left it, as a change of that part alone; null when nothing does.</summary>
    /// <param name="change">The change.</param>
    /// <param name="present">The resource as it is now.</param>
    ResourceChange? Standing(ResourceChange change, JsonObject present);

    /// <summary>How many resources of the kind the account has in the Region.</summary>
    Task<int> CountAsync(AccountView view);

    /// <summary>The present ids of recorded content, found by content.</summary>
    /// <param name="content">What a change recorded: its Before or its After.</param>
    /// <param name="present">The resource as it is now.</param>
    IReadOnlyDictionary<string, string> PresentIds(JsonObject content, JsonObject present);

    /// <summary>True when what a later change left there relies on what an earlier one made: the earlier must not go first.</summary>
    /// <param name="later">The later change, of the same resource, unless the kind spans resources.</param>
    /// <param name="change">The earlier one.</param>
    /// <param name="ids">What became of ids.</param>
    bool LeansOn(ResourceChange later, ResourceChange change, IdMap ids);

    /// <summary>The resource as it will be once a change of it is made; null where that cannot be told.</summary>
    /// <param name="change">The change.</param>
    /// <param name="present">The resource before it.</param>
    JsonObject? Foresee(ResourceChange change, JsonObject present) => null;

    /// <summary>What a change writes, by names that two changes of the same thing share.</summary>
    /// <param name="change">The change.</param>
    IEnumerable<string> Touched(ResourceChange change) =>
        change.Calls.Concat(change.Inverse).SelectMany(call => call.Creates).Select(created => created.Match.Count == 0 ? created.Id : CanonicalJson.Write(created.Match));

    /// <summary>True when two changes that were planned apart may together do what neither does alone.</summary>
    /// <param name="one">A change.</param>
    /// <param name="other">A change of another plan.</param>
    bool MustBePlannedTogether(ResourceChange one, ResourceChange other) => false;

    /// <summary>True when a change of one resource may lean on, or be overtaken by, a change of another of the kind.</summary>
    bool SpansResources => false;

    /// <summary>What a change has made so far and cannot be seen yet, one sentence each: asked where a call of it only looks.</summary>
    /// <param name="change">The change.</param>
    /// <param name="present">The resource as it is now.</param>
    /// <param name="ids">What became of ids.</param>
    IReadOnlyList<string> Missing(ResourceChange change, JsonObject present, IdMap ids) => [];
}

/// <summary>Whether a call has had its effect, and the ids it made known.</summary>
/// <param name="Done">True when it has.</param>
/// <param name="Ids">The ids, by the change's names for them.</param>
internal sealed record CallEffect(bool Done, IReadOnlyDictionary<string, string> Ids)
{
    public static CallEffect None { get; } = new(false, new Dictionary<string, string>());
}

/// <summary>The kinds of resource that can be changed.</summary>
internal static class ResourceKinds
{
    private static readonly IResourceKind[] s_kinds =
    [
        new Network.Nacls.NaclKind(),
        new Network.SecurityGroupRulesKind(),
        new Network.SubnetKind(),
        new Storage.BucketKind(),
        .. Storage.Switches.All.Select(setting => new Storage.SwitchKind(setting)),
        new Encryption.Store.KmsKeyKind(),
        new Encryption.Store.DataKeyTableKind(),
        new Encryption.Store.DataKeyKind(),
        new Audit.AccountBlockKind(),
        new Audit.AlarmKind(),
        new Audit.AnalyzerKind(),
        new Audit.AnomalyDetectorKind(),
        new Audit.DetectorKind(),
        new Audit.EbsEncryptionKind(),
        new Audit.EventRuleKind(),
        new Audit.FindingsKind(),
        new Audit.FlowLogKind(),
        new Audit.MetricFilterKind(),
        new Audit.RecorderKind(),
        new Audit.ServiceRoleKind(),
        new Audit.SubscriptionKind(),
        new Audit.TopicKind(),
        new Audit.TrailKind(),
        new Access.Kinds.InstanceKind(),
        new Access.Kinds.InstanceProfileKind(),
        new Access.Kinds.KeyKind(),
        new Access.Kinds.LogGroupKind(),
        new Access.Kinds.RoleKind(),
        new Access.Kinds.RolePolicyKind(),
        new Access.Kinds.SessionDocumentKind(),
        new Access.Kinds.VpcEndpointKind(),
        new Access.Kinds.VpcKind(),
        new Edges.DistributionKind(),
        new Identity.Kinds.GroupKind(),
        new Identity.Kinds.ManagedPolicyKind(),
        new Identity.Kinds.PasswordPolicyKind(),
        new Identity.Kinds.UserKind(),
        new Identity.Keys.AccessKeyKind(),
        new Reporting.Kinds.QueueKind(),
        new Reporting.Kinds.RepositoryKind(),
    ];

    public static IReadOnlyList<IResourceKind> All => s_kinds;

    public static IResourceKind Of(string resourceType) =>
        Array.Find(s_kinds, kind => kind.ResourceType == resourceType)
        ?? throw new NotSupportedException($"This version does not know resources of type {resourceType}.");
}
