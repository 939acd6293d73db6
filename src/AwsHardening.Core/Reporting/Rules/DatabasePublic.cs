namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No database of RDS has a public address.</summary>
internal sealed class DatabasePublic() : ResourceRule(FactTypes.Databases)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "rds-public",
        Title = "No database of RDS has a public address.",
        Severity = FindingSeverity.Critical,
        Service = "rds",
        Compliance = RuleInfo.Cis("2.3.3", "2.2.3", "3.2.3", "3.2.3", "FSBP/RDS.2"),
        Rationale = "A database that everybody reaches is found, copied and held to ransom by machines that do nothing else.",
        Remediation = "Turn PubliclyAccessible off: aws rds modify-db-instance --no-publicly-accessible.",
        ByHand = "whoever comes from outside would be cut off, and only you know who that is.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["PubliclyAccessible"].Flag == false, "it has none", "it has one", ("PubliclyAccessible", resource["PubliclyAccessible"]), ("Engine", resource["Engine"]));
}
