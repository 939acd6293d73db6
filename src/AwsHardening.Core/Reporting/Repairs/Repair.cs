using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>
/// How what a rule finds is mended without harm: what a rule names is asked once for all findings whose rules name one of its class,
/// and works out changes; it makes none. A finding that it must leave alone it says so of, as an error.
/// </summary>
internal abstract class Repair
{
    /// <summary>Its place among the others: what takes away comes before what is worked out on the rest.</summary>
    public virtual int Order => 0;

    /// <summary>The command that does the same by hand, whose parameters its errors may name; null where there is none.</summary>
    public virtual string? Command => null;

    /// <summary>What a finding means that has nothing to be changed, as the rest of a sentence; null for the usual.</summary>
    public virtual string? WhenNothing => null;

    /// <summary>Works the changes out.</summary>
    /// <param name="scene">Takes the changes down, and knows those that are down already.</param>
    /// <param name="cases">The findings.</param>
    public abstract Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases);

    /// <summary>True where a change is of what a finding is about.</summary>
    public virtual bool Mends(ResourceChange change, HardeningFinding finding) => change.ResourceId == finding.ResourceId
        && (change.Region == finding.Region || finding.Region == AuditRegion.Everywhere);

    /// <summary>True where one of its changes must not be made without an earlier one.</summary>
    public virtual bool LeansOn(ResourceChange later, ResourceChange earlier) => false;
}

/// <summary>A finding that is to be repaired, as the account is now.</summary>
/// <param name="Rule">Its rule.</param>
/// <param name="Finding">The finding.</param>
internal sealed record RepairCase(HardeningRule Rule, HardeningFinding Finding)
{
    public string Id => Finding.ResourceId;

    public string Region => Finding.Region;

    /// <summary>What the rule names.</summary>
    public T By<T>()
        where T : Repair => (T)Rule.Info.Repair!;
}
