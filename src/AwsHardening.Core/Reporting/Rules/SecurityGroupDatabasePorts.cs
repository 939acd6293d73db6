namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No security group lets everybody in on the port of a database.</summary>
internal sealed class SecurityGroupDatabasePorts() : ResourceRule(FactTypes.SecurityGroups, FactTypes.SecurityGroupRules)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-security-group-database-ports",
        Title = "No security group lets everybody in on the port of a database.",
        Severity = FindingSeverity.High,
        Service = "ec2",
        Rationale = "Databases that everybody reaches are found, copied and held to ransom by machines that do nothing else.",
        Remediation = "Replace the rule by one that names the security groups that need the port.",
        ByHand = "who needs ports that are no admin ports is known to you alone.",
    };

    // SQL Server, Oracle, NFS, MySQL, PostgreSQL, Redshift, CouchDB, Redis, Cassandra, Elasticsearch, memcached, MongoDB.
    private static readonly int[] s_ports = [1433, 1434, 1521, 2049, 3306, 5432, 5439, 5984, 6379, 7000, 7001, 9042, 9160, 9200, 9300, 11211, 27017, 27018];

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => GroupIngress
        .None(GroupIngress.Of(resource, place).Where(rule => GroupIngress.IsWorld(rule) && Array.Exists(s_ports, port => GroupIngress.Opens(rule, port))), "everybody on the port of a database");
}
