using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Help;

namespace AwsHardening.Audit;

/// <summary>Shows what AWS Config has recorded of a resource, change by change.</summary>
[Cmdlet(VerbsCommon.Get, "ConfigTimeline")]
[OutputType(typeof(ConfigTimelineItem))]
[RequiresIamAction("config:GetResourceConfigHistory")]
[RequiresIamAction("cloudtrail:LookupEvents")]
public sealed class GetConfigTimelineCommand : ResourceCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var (id, type, region) = (ResourceId, SaidType, Region);
        Emit((host, stop) => ConfigTimelineOperation.GetAsync(OpenSession(region), id, type, Since, Until, host, stop));
    }
}
