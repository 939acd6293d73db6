using AwsHardening.Core.Identity.Policies;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No policy of the account allows all actions but some.</summary>
internal sealed class PolicyNotAction() : PolicyRule("it names what it allows", "it allows all but what it names")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-policy-not-action",
        Title = "No policy of the account allows all actions but some.",
        Severity = FindingSeverity.High,
        Service = "iam",
        Rationale = "NotAction with Allow gives every action that is not thought of, those of services to come among them.",
        Remediation = "Name the actions that are allowed, or deny with NotAction.",
        ByHand = "what its holders need is known to you alone; Get-PermissionUse says what they used.",
    };

    protected override IEnumerable<string> Excess(IReadOnlyList<PolicyStatement> policy, AuditPlace place) =>
        policy.Where(statement => statement is { Allows: true, AllActionsBut: true }).Select(statement => statement.Json);
}
