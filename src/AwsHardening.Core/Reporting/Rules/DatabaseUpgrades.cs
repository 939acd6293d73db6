namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Databases of RDS take minor versions by themselves.</summary>
internal sealed class DatabaseUpgrades() : ResourceRule(FactTypes.Databases)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "rds-minor-upgrades",
        Title = "Databases of RDS take minor versions by themselves.",
        Severity = FindingSeverity.Medium,
        Service = "rds",
        Compliance = RuleInfo.Cis("2.3.2", "2.2.2", "3.2.2", "3.2.2", "FSBP/RDS.13"),
        Rationale = "Minor versions close holes that are known to everybody by then.",
        Remediation = "Turn AutoMinorVersionUpgrade on: aws rds modify-db-instance --auto-minor-version-upgrade.",
        ByHand = "when a database may restart is yours to say.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["AutoMinorVersionUpgrade"].Flag == true, "it does", "it does not", ("AutoMinorVersionUpgrade", resource["AutoMinorVersionUpgrade"]), ("Engine", resource["Engine"]));
}
