using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Changes;
using AwsHardening.Completion;
using AwsHardening.Core.Identity.Roles;
using AwsHardening.Help;
using AwsHardening.Pipeline;

namespace AwsHardening.Identity;

/// <summary>Makes roles for people, and lets named users assume them and do nothing else.</summary>
[Cmdlet(VerbsCommon.New, "RoleAccess", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(IdentityChange), typeof(HardeningPlan))]
[RequiresIamAction("iam:GetAccountAuthorizationDetails")]
[RequiresIamAction("iam:GetAccountSummary", When = "a trust policy has more than 2,048 characters")]
[RequiresIamAction("iam:CreateRole", When = "a role is not there")]
[RequiresIamAction("iam:AttachRolePolicy", When = "a role lacks its policy")]
[RequiresIamAction("iam:UpdateAssumeRolePolicy", When = "a role is there, and its trust falls short")]
[RequiresIamAction("iam:GetRole", When = "-MaxSessionDuration is said")]
[RequiresIamAction("iam:UpdateRole", When = "a role's sessions may be longer than -MaxSessionDuration")]
[RequiresIamAction("iam:GetPolicy", When = "-PermissionsBoundary is said")]
[RequiresIamAction("iam:PutRolePermissionsBoundary", When = "-PermissionsBoundary is said")]
[RequiresIamAction("iam:CreatePolicy", When = "a policy is not there")]
[RequiresIamAction("iam:AttachUserPolicy")]
[RequiresIamAction("iam:AttachGroupPolicy", When = "a group is named")]
[RequiresIamAction("iam:DeleteRole", When = "a change has to be taken back")]
[RequiresIamAction("iam:DeletePolicy", When = "a change has to be taken back")]
[RequiresIamAction("iam:DeleteRolePermissionsBoundary", When = "a change has to be taken back")]
[RequiresIamAction("iam:DetachRolePolicy", When = "a change has to be taken back")]
[RequiresIamAction("iam:DetachUserPolicy", When = "a change has to be taken back")]
[RequiresIamAction("iam:DetachGroupPolicy", When = "a change has to be taken back")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class NewRoleAccessCommand : ChangeCmdlet
{
    private const string NamePattern = @"[\w+=,.@-]{1,64}";

    private const string Name = "a name that IAM takes: 1 to 64 letters, digits and _+=,.@-";

    private readonly List<string> _readers = [];
    private readonly List<string> _readerGroups = [];
    private readonly List<string> _admins = [];
    private readonly List<string> _adminGroups = [];

    /// <summary>Who may look.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Who may assume the role for looking: names of users, or ARNs of users and roles.")]
    [ArgumentCompleter(typeof(IamUserNameCompleter))]
    [NotASession]
    [NamesOnly]
    [ValidateNotNull]
    public string[] ReadOnlyUser { get; set; } = [];

    /// <summary>Groups whose members may look.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Groups whose members may assume the role for looking.")]
    [ArgumentCompleter(typeof(IamGroupNameCompleter))]
    [ValidateNotNull]
    public string[] ReadOnlyGroup { get; set; } = [];

    /// <summary>Who may administer.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Who may assume the role for administering, with MFA: names or ARNs of users.")]
    [ArgumentCompleter(typeof(IamUserNameCompleter))]
    [ValidateNotNull]
    public string[] AdminUser { get; set; } = [];

    /// <summary>Groups whose members may administer.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Groups whose members may assume the role for administering, with MFA.")]
    [ArgumentCompleter(typeof(IamGroupNameCompleter))]
    [ValidateNotNull]
    public string[] AdminGroup { get; set; } = [];

    /// <summary>The role for looking.</summary>
    [Parameter(HelpMessage = "The role for looking, with ReadOnlyAccess.")]
    [ArgumentCompleter(typeof(IamRoleNameCompleter))]
    [ValidateText(NamePattern, Name)]
    public string ReadOnlyRoleName { get; set; } = "read_only";

    /// <summary>The role for administering.</summary>
    [Parameter(HelpMessage = "The role for administering, with AdministratorAccess.")]
    [ArgumentCompleter(typeof(IamRoleNameCompleter))]
    [ValidateText(NamePattern, Name)]
    public string AdminRoleName { get; set; } = "admin";

    /// <summary>The beginning of the policies' names.</summary>
    [Parameter(HelpMessage = "What stands before a role's name in the name of the policy that lets users assume it.")]
    [ValidateText(NamePattern, Name)]
    public string AssumePolicyPrefix { get; set; } = "assume_";

    /// <summary>The policy for MFA devices.</summary>
    [Parameter(HelpMessage = "The policy that lets users enrol MFA devices of their own.")]
    [ValidateText(NamePattern, Name)]
    public string MfaPolicyName { get; set; } = "self_service_mfa";

    /// <summary>No policy for MFA devices.</summary>
    [Parameter(HelpMessage = "Neither make nor attach the policy that lets users enrol MFA devices of their own.")]
    public SwitchParameter SkipMfaPolicy { get; set; }

    /// <summary>Looking takes MFA too.</summary>
    [Parameter(HelpMessage = "Require MFA of those who look, too.")]
    public SwitchParameter ReadOnlyRequiresMfa { get; set; }

    /// <summary>Bounds both roles.</summary>
    [Parameter(HelpMessage = "The ARN of a policy that bounds what both roles may do.")]
    [ValidateText(@"arn:[\w-]+:iam::(\d{12}|aws):policy/.+", "the ARN of a policy, such as arn:aws:iam::123456789012:policy/boundary")]
    public string? PermissionsBoundary { get; set; }

    /// <summary>How long a session may be.</summary>
    [Parameter(HelpMessage = "How long a session may be at most, in seconds: 3600 to 43200.")]
    [ValidateRange(3600, 43200)]
    public int? MaxSessionDuration { get; set; }

    /// <summary>Take access from others without asking again.</summary>
    [Parameter(HelpMessage = "Narrow a role's trust even where others lose the role by it. Never skips -WhatIf.")]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (!TakeRecord())
        {
            return;
        }

        _readers.AddRange(ReadOnlyUser.Where(Said));
        _readerGroups.AddRange(ReadOnlyGroup.Where(Said));
        _admins.AddRange(AdminUser.Where(Said));
        _adminGroups.AddRange(AdminGroup.Where(Said));
    }

    /// <summary>Works at the end: a role's trust policy names all of its people in one change.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        var options = new RoleAccessOptions
        {
            ReadOnlyUser = Once(_readers), ReadOnlyGroup = Once(_readerGroups), AdminUser = Once(_admins), AdminGroup = Once(_adminGroups),
            ReadOnlyRoleName = ReadOnlyRoleName, AdminRoleName = AdminRoleName, AssumePolicyPrefix = AssumePolicyPrefix,
            MfaPolicyName = MfaPolicyName, SkipMfaPolicy = SkipMfaPolicy, ReadOnlyRequiresMfa = ReadOnlyRequiresMfa,
            PermissionsBoundary = PermissionsBoundary, MaxSessionDuration = MaxSessionDuration, Force = Force, RevertAfter = RevertAfter,
        };
        MakeOrPlan(
            (host, stop) => RoleAccessOperation.PlanAsync(OpenSession(), options, host, stop),
            (host, stop) => RoleAccessOperation.NewAsync(OpenSession(), options, host, stop));
    }

    // A row of a table has a cell for every column.
    private static bool Said(string name) => name.Length > 0;

    private static string[] Once(List<string> names) => [.. names.Distinct(StringComparer.Ordinal)];
}
