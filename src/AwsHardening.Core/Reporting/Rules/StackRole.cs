using AwsHardening.Core.Identity.Policies;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>The service role of a stack is no administrator.</summary>
internal sealed class StackRole() : ResourceRule(FactTypes.Stacks, FactTypes.Roles, FactTypes.Policies)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "cloudformation-stack-role",
        Title = "The service role of a stack is no administrator.",
        Severity = FindingSeverity.High,
        Service = "cloudformation",
        Rationale = "Whoever may update the stack acts with its role, whether or not he may pass it, and no stack ever loses its role again.",
        Remediation = "Allow the role what the template needs and no more; Get-PermissionUse says what was used.",
        ByHand = "what the template needs is known to you alone.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        // Of a role that is gone, or was never this account's, there is nothing to say.
        if (place.With(FactTypes.Roles, "Arn", resource["RoleARN"].Text).FirstOrDefault() is not { } role)
        {
            return null;
        }

        var policies = role["RolePolicyList"].Items.Select(policy => (Name: policy["PolicyName"].ToString(), Statements: PolicyFacts.Statements(policy["PolicyDocument"], $"inline policy {policy["PolicyName"]}")))
            .Concat(from attached in role["AttachedManagedPolicies"].Items
                    from policy in place.With(FactTypes.Policies, "Arn", attached["PolicyArn"].Text)
                    select (Name: policy["PolicyName"].ToString(), Statements: PolicyFacts.InForce(policy)));
        var excess = policies.Where(policy => policy.Statements.Any(Administers)).Select(policy => ("RoleARN", (object?)$"{role["Arn"]} has {policy.Name}")).ToArray();
        return Verdict.When(excess.Length == 0, "it has a role that is none", "it has a role that is one", excess);
    }

    // Who writes policies on everything gives himself the rest.
    private static bool Administers(PolicyStatement statement) => PolicyFacts.IsPlain(statement) && statement is { AllResourcesBut: false } && statement.Resources.Contains("*") && statement.IsAbout("iam:PutRolePolicy");
}
