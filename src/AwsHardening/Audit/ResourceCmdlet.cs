using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;

namespace AwsHardening.Audit;

/// <summary>A cmdlet about one resource's past, which may be piped in from any record that names it.</summary>
public abstract class ResourceCmdlet : PlacedCmdlet
{
    /// <summary>The resource's id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The resource's id, or a bucket's ARN.")]
    [Alias("GroupId", "NetworkAclId", "NaclId", "InstanceId", "Arn")]
    [ValidateNotNullOrEmpty]
    [NotASession]
    public string ResourceId { get; set; } = "";

    /// <summary>The resource's type.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "The CloudFormation type; told from the id where it is left out.")]
    public string? ResourceType { get; set; }

    /// <summary>The Region of the resource.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "The AWS Region of the resource; a record that is piped in says its own.")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>From.</summary>
    [Parameter(HelpMessage = "What happened at this time or later.")]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Until.</summary>
    [Parameter(HelpMessage = "What happened at this time or earlier.")]
    public DateTimeOffset? Until { get; set; }

    private protected sealed override string? SaidRegion => Region;

    /// <summary>The type; records of findings have a word of GuardDuty's there, which says nothing here.</summary>
    private protected string? SaidType => ResourceType?.StartsWith("AWS::", StringComparison.Ordinal) == true ? ResourceType : null;
}
