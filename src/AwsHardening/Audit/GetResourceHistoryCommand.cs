using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Help;

namespace AwsHardening.Audit;

/// <summary>Joins what is known of a resource's past: calls, configurations, findings and changes of this module.</summary>
[Cmdlet(VerbsCommon.Get, "ResourceHistory")]
[OutputType(typeof(ResourceHistoryEntry))]
[RequiresIamAction("config:GetResourceConfigHistory")]
[RequiresIamAction("cloudtrail:LookupEvents")]
[RequiresIamAction("guardduty:ListDetectors")]
[RequiresIamAction("guardduty:GetDetector")]
[RequiresIamAction("guardduty:ListFindings")]
[RequiresIamAction("guardduty:GetFindings")]
public sealed class GetResourceHistoryCommand : ResourceCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var (id, type, region) = (ResourceId, SaidType, Region);
        Emit((host, stop) => ConfigTimelineOperation.HistoryAsync(OpenSession(region), id, type, Since, Until, host, stop));
    }
}
