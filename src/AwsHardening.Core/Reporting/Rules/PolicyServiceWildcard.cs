using AwsHardening.Core.Identity.Policies;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No policy of the account allows all actions of a service.</summary>
internal sealed class PolicyServiceWildcard() : PolicyRule("it names what it allows", "it allows all that a service can do")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-policy-service-wildcard",
        Title = "No policy of the account allows all actions of a service.",
        Severity = FindingSeverity.Low,
        Service = "iam",
        Compliance = ["FSBP/IAM.21"],
        Rationale = "A service gets new actions every month, and who has all of them has those as well.",
        Remediation = "Name the actions that are needed; Get-PermissionUse says which were used.",
        ByHand = "what its holders need is known to you alone; Get-PermissionUse says what they used.",
    };

    protected override IEnumerable<string> Excess(IReadOnlyList<PolicyStatement> policy, AuditPlace place) => policy
        .Where(statement => statement is { Allows: true, AllActionsBut: false })
        .SelectMany(statement => statement.Actions.Where(action => action.Split(':') is [var service, "*"] && service.Trim('*').Length > 0));
}
