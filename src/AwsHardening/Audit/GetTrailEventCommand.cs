using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Help;
using AwsHardening.Seam;

namespace AwsHardening.Audit;

/// <summary>Finds recorded calls: in event history, in a trail's bucket, in a folder of log files.</summary>
[Cmdlet(VerbsCommon.Get, "TrailEvent", DefaultParameterSetName = "History")]
[OutputType(typeof(TrailEvent))]
[RequiresIamAction("cloudtrail:LookupEvents", When = "neither -Bucket nor -Path is said")]
[RequiresIamAction("ec2:DescribeRegions", When = "-Region has *")]
[RequiresIamAction("s3:ListBucket", When = "-Bucket is said")]
[RequiresIamAction("s3:GetObject", When = "-Bucket is said")]
public sealed class GetTrailEventCommand : RegionsCmdlet
{
    /// <summary>Names, ids or ARNs of resources.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Names, ids or ARNs of resources; wildcards are matched here, which reads more.")]
    [Alias("ResourceId", "GroupId")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [NotASession]
    public string[] ResourceName { get; set; } = [];

    /// <summary>Who did it.</summary>
    [Parameter(HelpMessage = "Who did it: names of users, or of role sessions.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] UserName { get; set; } = [];

    /// <summary>Operations.</summary>
    [Parameter(HelpMessage = "Operations, such as CreateNetworkAclEntry.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] EventName { get; set; } = [];

    /// <summary>Reads or writes.</summary>
    [Parameter(HelpMessage = "True for reads alone, false for writes alone.")]
    public bool? ReadOnly { get; set; }

    /// <summary>From.</summary>
    [Parameter(HelpMessage = "Events of this time or later. Event history goes back 90 days.")]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Until.</summary>
    [Parameter(HelpMessage = "Events of this time or earlier.")]
    public DateTimeOffset? Until { get; set; }

    /// <summary>Go on.</summary>
    [Parameter(ParameterSetName = "History", HelpMessage = "Go on with what happens, oldest first, until stopped.")]
    public SwitchParameter Follow { get; set; }

    /// <summary>A trail's bucket.</summary>
    [Parameter(ParameterSetName = "Bucket", Mandatory = true, HelpMessage = "The bucket that a trail delivers to: its log files are read.")]
    [ValidateNotNullOrEmpty]
    public string? Bucket { get; set; }

    /// <summary>What keys begin with.</summary>
    [Parameter(ParameterSetName = "Bucket", HelpMessage = "What the keys of the log files begin with.")]
    [ValidateNotNullOrEmpty]
    public string? KeyPrefix { get; set; }

    /// <summary>A folder of log files.</summary>
    [Parameter(ParameterSetName = "Path", Mandatory = true, HelpMessage = "A log file, or a folder of them and of folders.")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var query = new TrailEventQuery
        {
            UserName = UserName, EventName = EventName, ResourceName = [.. ResourceName], ReadOnly = ReadOnly, Since = Since, Until = Until,
        };
        var path = Path is null ? null : SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path);
        Emit((host, stop) => FindAsync(query, path, host, stop));
    }

    private IAsyncEnumerable<TrailEvent> FindAsync(TrailEventQuery query, string? path, IOperationHost host, CancellationToken stop) =>
        path is not null ? TrailEventOperation.FindInPathAsync(path, query, host, stop)
        : Bucket is not null ? TrailEventOperation.FindInBucketAsync(OpenSession(), Bucket, KeyPrefix, query, host, stop)
        : TrailEventOperation.FindAsync(OpenSession(), Region ?? [], query, Follow, host, stop);
}
