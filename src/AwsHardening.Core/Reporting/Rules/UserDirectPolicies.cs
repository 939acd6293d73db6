using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Users have permissions by their groups alone.</summary>
internal sealed class UserDirectPolicies() : ResourceRule(FactTypes.Users)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-user-direct-policies",
        Title = "Users have permissions by their groups alone.",
        Severity = FindingSeverity.Low,
        Service = "iam",
        Compliance = RuleInfo.Cis("1.15", "1.14", "2.14", "2.13", "FSBP/IAM.2"),
        Rationale = "What is given to one user is forgotten when the user changes work.",
        Remediation = "Give the permissions to a group or a role, then take them from the user.",
        Repair = new DirectPermissionRepair(),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var direct = resource["UserPolicyList"].Items.Concat(resource["AttachedManagedPolicies"].Items).ToArray();
        return Verdict.When(direct.Length == 0, "it has none of its own", $"it has {direct.Length} of its own", [.. direct.Select(policy => (policy["PolicyArn"].Text is null ? "UserPolicyList" : "AttachedManagedPolicies", (object?)policy["PolicyName"]))]);
    }
}
