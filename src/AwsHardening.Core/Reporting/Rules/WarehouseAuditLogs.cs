namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Clusters of Redshift write audit logs.</summary>
internal sealed class WarehouseAuditLogs() : ResourceRule(FactTypes.Warehouses)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "redshift-audit-logs",
        Title = "Clusters of Redshift write audit logs.",
        Severity = FindingSeverity.Medium,
        Service = "redshift",
        Compliance = ["FSBP/Redshift.4"],
        Rationale = "Without them nobody can say who signed in to a warehouse, or tried to.",
        Remediation = "Turn audit logs on: aws redshift enable-logging, to CloudWatch Logs or to a bucket.",
        ByHand = "where they are to go, and what that costs, is yours to say.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["Logging.LoggingEnabled"].Flag == true, "it does", "it does not", ("LoggingEnabled", resource["Logging.LoggingEnabled"]));
}
