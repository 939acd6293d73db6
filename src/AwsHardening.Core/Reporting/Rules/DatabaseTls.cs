namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Databases of RDS refuse what does not come over TLS.</summary>
internal sealed class DatabaseTls() : ResourceRule(FactTypes.Databases)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "rds-tls",
        Title = "Databases of RDS refuse what does not come over TLS.",
        Severity = FindingSeverity.Medium,
        Service = "rds",
        Compliance = ["FSBP/RDS.41", "FSBP/RDS.44", "SecurityHub/RDS.38"],
        Rationale = "Who is on the way to a database reads what it answers, and the password with it.",
        Remediation = "Set rds.force_ssl (PostgreSQL, SQL Server) or require_secure_transport (MySQL, MariaDB) to 1 in a parameter group of your own.",
        ByHand = "clients that speak no TLS would be cut off, and only you know your clients.",
    };

    // Oracle asks for TLS by its option group, and members of a cluster by the cluster's group.
    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        if (Parameter(resource["Engine"].ToString()) is not { } name || resource["DBClusterIdentifier"].Exists)
        {
            return null;
        }

        var value = resource["Transport"].Items.FirstOrDefault(one => one["ParameterName"].Text == name)["ParameterValue"].Text ?? "absent";
        return Verdict.When(value is "1" or "ON", $"{name} is {value}", $"{name} is {value}",
            (name, value), ("DBParameterGroupName", resource["DBParameterGroups"].Items.FirstOrDefault()["DBParameterGroupName"]));
    }

    private static string? Parameter(string engine) => engine switch
    {
        "postgres" => "rds.force_ssl",
        "mysql" or "mariadb" => "require_secure_transport",
        _ when engine.StartsWith("sqlserver-", StringComparison.Ordinal) => "rds.force_ssl",
        _ => null,
    };
}
