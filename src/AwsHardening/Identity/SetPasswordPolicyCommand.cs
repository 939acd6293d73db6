using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Changes;
using AwsHardening.Core.Identity.Passwords;
using AwsHardening.Help;

namespace AwsHardening.Identity;

/// <summary>Raises what an account asks of its users' passwords.</summary>
[Cmdlet(VerbsCommon.Set, "PasswordPolicy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AccountPasswordPolicy), typeof(HardeningPlan))]
[RequiresIamAction("iam:GetAccountPasswordPolicy")]
[RequiresIamAction("iam:UpdateAccountPasswordPolicy")]
[RequiresIamAction("iam:DeleteAccountPasswordPolicy", When = "a change has to be taken back")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class SetPasswordPolicyCommand : ChangeCmdlet
{
    private readonly List<string> _baselines = [];
    private PasswordSettings _settings = new();

    /// <summary>Policies by name.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "CIS, FSBP or Workshop; of several, the strictest of each setting.")]
    [NotASession]
    [NamesOnly]
    [ValidateSet(PasswordBaselines.Cis, PasswordBaselines.Fsbp, PasswordBaselines.Workshop)]
    public string[] Baseline { get; set; } = [];

    /// <summary>How long a password is at least.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "At least so many characters: 6 to 128.")]
    [ValidateRange(6, 128)]
    public int? MinimumPasswordLength { get; set; }

    /// <summary>A letter from A to Z.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Require a letter from A to Z.")]
    public bool? RequireUppercaseCharacters { get; set; }

    /// <summary>A letter from a to z.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Require a letter from a to z.")]
    public bool? RequireLowercaseCharacters { get; set; }

    /// <summary>A digit.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Require a digit.")]
    public bool? RequireNumbers { get; set; }

    /// <summary>A character that is neither.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Require a character that is neither letter nor digit.")]
    public bool? RequireSymbols { get; set; }

    /// <summary>Users may change their own.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Let users change their own password.")]
    public bool? AllowUsersToChangePassword { get; set; }

    /// <summary>Days until a password expires.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Days until a password expires: 1 to 1095, or 0 for never.")]
    [ValidateRange(0, 1095)]
    public int? MaxPasswordAge { get; set; }

    /// <summary>Earlier passwords that may not come back.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "How many earlier passwords may not come back: 1 to 24, or 0 for none.")]
    [ValidateRange(0, 24)]
    public int? PasswordReusePrevention { get; set; }

    /// <summary>No new password once it has expired.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Whoever's password has expired needs an administrator.")]
    public bool? HardExpiry { get; set; }

    /// <summary>Let settings be weaker than they are.</summary>
    [Parameter(HelpMessage = "Let settings be weaker than they are.")]
    public SwitchParameter AllowWeaker { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (!TakeRecord())
        {
            return;
        }

        _baselines.AddRange(Baseline);
        _settings = new PasswordSettings
        {
            MinimumPasswordLength = MinimumPasswordLength,
            RequireUppercaseCharacters = RequireUppercaseCharacters,
            RequireLowercaseCharacters = RequireLowercaseCharacters,
            RequireNumbers = RequireNumbers,
            RequireSymbols = RequireSymbols,
            AllowUsersToChangePassword = AllowUsersToChangePassword,
            MaxPasswordAge = MaxPasswordAge,
            PasswordReusePrevention = PasswordReusePrevention,
            HardExpiry = HardExpiry,
        }.Or(_settings);
    }

    /// <summary>Works at the end: an account has one policy.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        var options = new PasswordPolicyOptions { Baseline = _baselines, Settings = _settings, AllowWeaker = AllowWeaker, RevertAfter = RevertAfter };
        MakeOrPlan(
            (host, stop) => PasswordPolicyOperation.PlanAsync(OpenSession(), options, host, stop),
            (host, stop) => PasswordPolicyOperation.SetAsync(OpenSession(), options, host, stop));
    }
}
