using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Identity.Use;
using AwsHardening.Help;

namespace AwsHardening.Identity;

/// <summary>Compares what users and roles may do with what they do, and drafts smaller policies.</summary>
[Cmdlet(VerbsCommon.Get, "PermissionUse", DefaultParameterSetName = "User")]
[OutputType(typeof(PermissionUse), typeof(PermissionDraft))]
[RequiresIamAction("cloudtrail:LookupEvents", When = "-TrailDays is more than 0")]
[RequiresIamAction("iam:GenerateServiceLastAccessedDetails")]
[RequiresIamAction("iam:GetGroupPolicy")]
[RequiresIamAction("iam:GetPolicy")]
[RequiresIamAction("iam:GetPolicyVersion")]
[RequiresIamAction("iam:GetRolePolicy")]
[RequiresIamAction("iam:GetServiceLastAccessedDetails")]
[RequiresIamAction("iam:GetUserPolicy")]
[RequiresIamAction("iam:ListAttachedGroupPolicies")]
[RequiresIamAction("iam:ListAttachedRolePolicies")]
[RequiresIamAction("iam:ListAttachedUserPolicies")]
[RequiresIamAction("iam:ListGroupPolicies")]
[RequiresIamAction("iam:ListGroupsForUser")]
[RequiresIamAction("iam:ListRolePolicies")]
[RequiresIamAction("iam:ListRoles")]
[RequiresIamAction("iam:ListUserPolicies")]
[RequiresIamAction("iam:ListUsers")]
public sealed class GetPermissionUseCommand : SessionCmdlet
{
    /// <summary>Users.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "User", HelpMessage = "Names of users.")]
    [NotASession]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(IamUserNameCompleter))]
    public string[] UserName { get; set; } = [];

    /// <summary>Roles.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Role", HelpMessage = "Names of roles.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(IamRoleNameCompleter))]
    public string[] RoleName { get; set; } = [];

    /// <summary>Days of event history.</summary>
    [Parameter(HelpMessage = "How many days of the Region's event history are looked through; 0 for none. A role takes the whole history at two pages a second.")]
    [ValidateRange(0, 90)]
    public int TrailDays { get; set; } = 7;

    /// <summary>Events.</summary>
    [Parameter(HelpMessage = "Events from elsewhere, as Get-TrailEvent gives them: of a trail's bucket, or of other Regions.")]
    public TrailEvent[] TrailEvent { get; set; } = [];

    /// <summary>Draft.</summary>
    [Parameter(HelpMessage = "Draft a smaller policy for each identity, instead of listing its services.")]
    public SwitchParameter DraftPolicy { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var query = new PermissionUseQuery { UserName = UserName, RoleName = RoleName, TrailDays = TrailDays, Events = TrailEvent };
        if (DraftPolicy)
        {
            Emit((host, stop) => PermissionUseOperation.DraftAsync(OpenSession(), query, host, stop));
        }
        else
        {
            Emit((host, stop) => PermissionUseOperation.FindAsync(OpenSession(), query, host, stop));
        }
    }
}
