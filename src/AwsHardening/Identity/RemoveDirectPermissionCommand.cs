using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Changes;
using AwsHardening.Completion;
using AwsHardening.Core.Identity.Roles;
using AwsHardening.Help;

namespace AwsHardening.Identity;

/// <summary>Takes from users whatever lets them do more than assume roles.</summary>
[Cmdlet(VerbsCommon.Remove, "DirectPermission", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(IdentityChange), typeof(HardeningPlan))]
[RequiresIamAction("iam:GetAccountAuthorizationDetails")]
[RequiresIamAction("iam:ListMFADevices", When = "an administrator is to be stripped")]
[RequiresIamAction("iam:ListAccessKeys", When = "an administrator is to be stripped")]
[RequiresIamAction("iam:GetLoginProfile", When = "an administrator is to be stripped")]
[RequiresIamAction("iam:DetachUserPolicy", When = "a user has managed policies")]
[RequiresIamAction("iam:DeleteUserPolicy", When = "a user has policies of its own")]
[RequiresIamAction("iam:RemoveUserFromGroup", When = "a user is in groups")]
[RequiresIamAction("iam:AttachUserPolicy", When = "a change has to be taken back")]
[RequiresIamAction("iam:PutUserPolicy", When = "a change has to be taken back")]
[RequiresIamAction("iam:AddUserToGroup", When = "a change has to be taken back")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class RemoveDirectPermissionCommand : ChangeCmdlet
{
    private readonly List<string> _names = [];

    /// <summary>The users.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "Names of users.")]
    [ArgumentCompleter(typeof(IamUserNameCompleter))]
    [NotASession]
    [NamesOnly]
    [ValidateNotNullOrEmpty]
    public string[] UserName { get; set; } = [];

    /// <summary>The role that somebody must still reach.</summary>
    [Parameter(HelpMessage = "The role that somebody must be able to assume with MFA before an administrator is stripped.")]
    [ArgumentCompleter(typeof(IamRoleNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string AdminRoleName { get; set; } = "admin";

    /// <summary>Strip users who are left without any role, and lift denials.</summary>
    [Parameter(HelpMessage = "Strip users who are left without any role, and lift denials. Never skips -WhatIf, nor lets the last administrator go.")]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => _names.AddRange(TakeRecord() ? UserName : []);

    /// <summary>Works at the end: who is left to administer depends on all of the users together.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        var options = new DirectPermissionOptions { AdminRoleName = AdminRoleName, Force = Force, RevertAfter = RevertAfter };
        MakeOrPlan(
            (host, stop) => DirectPermissionOperation.PlanAsync(OpenSession(), _names, options, host, stop),
            (host, stop) => DirectPermissionOperation.RemoveAsync(OpenSession(), _names, options, host, stop));
    }
}
