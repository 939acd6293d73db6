using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Identity.Users;
using AwsHardening.Help;

namespace AwsHardening.Identity;

/// <summary>Lists who can sign in, with what, and who no longer does.</summary>
[Cmdlet(VerbsCommon.Get, "IamUserStatus")]
[OutputType(typeof(IamUserStatus))]
[RequiresIamAction("iam:GenerateCredentialReport")]
[RequiresIamAction("iam:GetAccessKeyLastUsed")]
[RequiresIamAction("iam:GetAccountSummary")]
[RequiresIamAction("iam:GetCredentialReport")]
[RequiresIamAction("iam:GetLoginProfile")]
[RequiresIamAction("iam:GetUser", When = "-UserName has a name without a wildcard")]
[RequiresIamAction("iam:ListAccessKeys")]
[RequiresIamAction("iam:ListAttachedGroupPolicies")]
[RequiresIamAction("iam:ListAttachedUserPolicies")]
[RequiresIamAction("iam:ListGroupPolicies")]
[RequiresIamAction("iam:ListGroupsForUser")]
[RequiresIamAction("iam:ListMFADevices")]
[RequiresIamAction("iam:ListUserPolicies")]
[RequiresIamAction("iam:ListUsers")]
[RequiresIamAction("iam:ListVirtualMFADevices", When = "the root user has MFA")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class GetIamUserStatusCommand : SessionCmdlet
{
    /// <summary>Names.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "Names of users; <root_account> is the root user.")]
    [NotASession]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(IamUserNameCompleter))]
    public string[] UserName { get; set; } = [];

    /// <summary>Days.</summary>
    [Parameter(HelpMessage = "Who used neither password nor access key for as many whole days is inactive.")]
    [ValidateRange(1, 3650)]
    public int InactiveDays { get; set; } = 90;

    /// <summary>Activities.</summary>
    [Parameter(HelpMessage = "Only those who are Active, Inactive, New, NoCredential or Unknown.")]
    public IamUserActivity[] Activity { get; set; } = [];

    /// <summary>Without MFA.</summary>
    [Parameter(HelpMessage = "Only those who can sign in without MFA, and those of whom that is unknown.")]
    public SwitchParameter MissingMfa { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var query = new IamUserQuery { UserName = UserName, InactiveDays = InactiveDays, Activity = Activity, MissingMfa = MissingMfa };
        Emit((host, stop) => IamUserOperation.FindAsync(OpenSession(), query, host, stop));
    }
}
