using AwsHardening.Core.Audit;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Sets up a part of the audit baseline, in the Regions that lack it; what several parts share is made once.</summary>
/// <param name="part">The part.</param>
/// <param name="dataEvents">Types of resources whose data events the trail is to log too.</param>
internal sealed class BaselineRepair(AuditBaselineService part, params string[] dataEvents) : Repair
{
    private const string ByTheEvent = "CloudTrail charges for data events by the event";

    private readonly AuditBaselineService _part = part;
    private readonly string[] _dataEvents = dataEvents;

    public override string? Command => "Enable-AuditBaseline";

    public override async Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases)
    {
        var parts = cases.Select(one => one.By<BaselineRepair>()._part).Distinct().ToArray();
        var events = cases.SelectMany(one => one.By<BaselineRepair>()._dataEvents).Distinct().ToArray();
        var regions = cases.Select(one => one.Region).Where(region => region != AuditRegion.Everywhere).Distinct().ToArray();
        var plan = await AuditBaselineOperation.PlanAsync(
            scene.Session, new AuditBaselineOptions
            {
                Include = parts,
                // Which trail is raised is found among those of all Regions.
                Regions = parts.Contains(AuditBaselineService.CloudTrail) ? [] : regions.Length == 0 ? [scene.Session.Region] : regions,
                DataEvents = events,
            },
            scene.Host, scene.CancellationToken);
        scene.Add(plan, change => IsShared(change) || cases.Any(one => Mends(change, one.Finding)) ? Weighed(change, events) : null);
    }

    public override bool Mends(ResourceChange change, HardeningFinding finding) => change.ResourceType switch
    {
        TrailKind.Type => finding.Service == "cloudtrail",
        AccountBlockKind.Type => finding.RuleId == "s3-account-block",
        FlowLogKind.Type => finding.ResourceId == change.ResourceId,
        RecorderKind.Type => IsIn(change, finding, "config"),
        DetectorKind.Type => IsIn(change, finding, "guardduty"),
        AnalyzerKind.Type => IsIn(change, finding, "accessanalyzer"),
        EbsEncryptionKind.Type => IsIn(change, finding, "ec2") && finding.ResourceType == "AWS::Account",
        _ => false,
    };

    public override bool LeansOn(ResourceChange later, ResourceChange earlier) => earlier.ResourceType switch
    {
        BucketKind.Type => later.ResourceType is TrailKind.Type or RecorderKind.Type or FlowLogKind.Type,
        ServiceRoleKind.Type => later.ResourceType == RecorderKind.Type,
        _ => false,
    };

    private static bool IsShared(ResourceChange change) => change.ResourceType is BucketKind.Type or ServiceRoleKind.Type;

    private static bool IsIn(ResourceChange change, HardeningFinding finding, string service) => change.Region == finding.Region && finding.Service == service;

    private static ResourceChange Weighed(ResourceChange change, string[] events) =>
        change.ResourceType == TrailKind.Type && events.Length > 0 && change.Calls.Any(call => call.Operation == "PutEventSelectors")
            ? change with { Cost = $"{ByTheEvent}.", Risks = [.. change.Risks, $"{ByTheEvent}: {string.Join(", ", events)} of the whole account"] } : change;
}
