namespace AwsHardening.Core.Reporting.Rules;

/// <summary>AWS Config records with its service-linked role.</summary>
internal sealed class ConfigRole() : ResourceRule(FactTypes.Recorders)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "config-service-role",
        Title = "AWS Config records with its service-linked role.",
        Severity = FindingSeverity.Low,
        Service = "config",
        Compliance = ["FSBP/Config.1"],
        Rationale = "A role of the account's own stops seeing each new type until somebody adds the permission.",
        Remediation = "Give the recorder the role AWSServiceRoleForConfig.",
        ByHand = "the role that it has may be the one that a rule of yours relies on.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => resource["servicePrincipal"].Exists ? null : Verdict.When(
        resource["roleARN"].Text?.EndsWith(":role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig", StringComparison.Ordinal) == true,
        "it does", "it has a role of its own", ("roleARN", resource["roleARN"]));
}
