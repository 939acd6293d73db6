using AwsHardening.Core.Identity.Policies;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No policy of the account passes any role to any service.</summary>
internal sealed class PolicyPassRole() : PolicyRule("it does not pass any role", "it passes any role to any service")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-policy-pass-role",
        Title = "No policy of the account passes any role to any service.",
        Severity = FindingSeverity.High,
        Service = "iam",
        Rationale = "Whoever may pass every role to a service has the permissions of the mightiest of them.",
        Remediation = "Name the roles in Resource, and the services in the condition iam:PassedToService.",
        ByHand = "what its holders need is known to you alone; Get-PermissionUse says what they used.",
    };

    protected override IEnumerable<string> Excess(IReadOnlyList<PolicyStatement> policy, AuditPlace place) => policy
        .Where(statement => PolicyFacts.IsPlain(statement) && PolicyFacts.Names(statement, "iam:PassRole")
            && PolicyFacts.IsAboutAny(statement, $"arn:{place.Document.Partition}:iam::{place.Document.AccountId}:role/"))
        .Select(statement => statement.Json);
}
