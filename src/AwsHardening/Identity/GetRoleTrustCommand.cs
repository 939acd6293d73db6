using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Identity.Trust;
using AwsHardening.Help;

namespace AwsHardening.Identity;

/// <summary>Lists who may assume which role.</summary>
[Cmdlet(VerbsCommon.Get, "RoleTrust")]
[OutputType(typeof(RoleTrust))]
[RequiresIamAction("iam:GetRole", When = "-RoleName has a name without a wildcard")]
[RequiresIamAction("iam:ListRoles", When = "-RoleName is not said, or has a wildcard")]
public sealed class GetRoleTrustCommand : SessionCmdlet
{
    /// <summary>Names.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "Names of roles.")]
    [NotASession]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(IamRoleNameCompleter))]
    public string[] RoleName { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var names = RoleName;
        Emit((host, stop) => RoleTrustOperation.FindAsync(OpenSession(), names, host, stop));
    }
}
