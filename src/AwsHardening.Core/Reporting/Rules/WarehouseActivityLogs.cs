namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Clusters of Redshift log what was asked of them.</summary>
internal sealed class WarehouseActivityLogs() : WarehouseParameterRule("enable_user_activity_logging")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "redshift-activity-logs",
        Title = "Clusters of Redshift log what was asked of them.",
        Severity = FindingSeverity.Low,
        Service = "redshift",
        Rationale = "Audit logs say who signed in; what was asked then stands in the log of user activity alone.",
        Remediation = "Set enable_user_activity_logging to true in a parameter group of your own, and restart the cluster.",
        ByHand = "the cluster restarts for it, and the log may hold what was asked for, word for word.",
    };
}
