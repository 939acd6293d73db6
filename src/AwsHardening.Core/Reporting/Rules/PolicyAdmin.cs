using AwsHardening.Core.Identity.Policies;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No policy of the account allows everything on everything.</summary>
internal sealed class PolicyAdmin() : PolicyRule("it does not allow everything", "it allows everything on everything")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-policy-admin",
        Title = "No policy of the account allows everything on everything.",
        Severity = FindingSeverity.High,
        Service = "iam",
        Compliance = RuleInfo.Cis("1.16", "1.15", "2.15", "2.14", "FSBP/IAM.1"),
        Rationale = "Whoever has such a policy can do what root can, and is asked for less.",
        Remediation = "Replace the policy by one that names what is needed; Get-PermissionUse says what was used.",
        ByHand = "what its holders need is known to you alone; Get-PermissionUse says what they used.",
    };

    protected override IEnumerable<string> Excess(IReadOnlyList<PolicyStatement> policy, AuditPlace place) => policy
        .Where(statement => PolicyFacts.IsPlain(statement) && PolicyFacts.IsEverything(statement) && statement is { AllResourcesBut: false } && statement.Resources.Contains("*"))
        .Select(statement => statement.Json);
}
