using AwsHardening.Core.Identity.Policies;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No policy of the account lets every role be assumed.</summary>
internal sealed class PolicyAssumeRole() : PolicyRule("it names the roles that may be assumed", "it lets every role be assumed")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-policy-assume-role",
        Title = "No policy of the account lets every role be assumed.",
        Severity = FindingSeverity.High,
        Service = "iam",
        Rationale = "Every role of any account that trusts this one is then open to whoever has the policy.",
        Remediation = "Name the roles in Resource.",
        ByHand = "what its holders need is known to you alone; Get-PermissionUse says what they used.",
    };

    protected override IEnumerable<string> Excess(IReadOnlyList<PolicyStatement> policy, AuditPlace place) => policy
        .Where(statement => PolicyFacts.IsPlain(statement) && PolicyFacts.Names(statement, "sts:AssumeRole")
            && PolicyFacts.IsAboutAny(statement, $"arn:{place.Document.Partition}:iam::{place.Document.AccountId}:role/"))
        .Select(statement => statement.Json);
}
