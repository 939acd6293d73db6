namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Clusters of Redshift refuse what does not come over TLS.</summary>
internal sealed class WarehouseTls() : WarehouseParameterRule("require_ssl")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "redshift-tls",
        Title = "Clusters of Redshift refuse what does not come over TLS.",
        Severity = FindingSeverity.Medium,
        Service = "redshift",
        Compliance = ["FSBP/Redshift.2"],
        Rationale = "Who is on the way to a warehouse reads what it answers, and the password with it.",
        Remediation = "Set require_ssl to true in a parameter group of your own, and restart the cluster.",
        ByHand = "clients that speak no TLS would be cut off, and the cluster restarts for it.",
    };
}
