using System.Management.Automation;
using AwsHardening.Account;

namespace AwsHardening.Audit;

/// <summary>A cmdlet about one resource's past, which may be piped in from any record that names it.</summary>
public abstract class ResourceCmdlet : SessionCmdlet
{
    /// <summary>The resource's id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The resource's id, or a bucket's ARN.")]
    [Alias("GroupId", "NetworkAclId", "InstanceId", "Arn")]
    [ValidateNotNullOrEmpty]
    public string ResourceId { get; set; } = "";

    /// <summary>The resource's type.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "The CloudFormation type; told from the id where it is left out.")]
    [ValidatePattern("^AWS::", ErrorMessage = "Say a CloudFormation type, such as AWS::EC2::NetworkAcl.")]
    public string? ResourceType { get; set; }

    /// <summary>From.</summary>
    [Parameter(HelpMessage = "What happened at this time or later.")]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Until.</summary>
    [Parameter(HelpMessage = "What happened at this time or earlier.")]
    public DateTimeOffset? Until { get; set; }
}
