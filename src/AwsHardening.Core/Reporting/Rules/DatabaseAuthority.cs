namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Databases of RDS show certificates of an authority that is still good.</summary>
internal sealed class DatabaseAuthority() : ResourceRule(FactTypes.Databases)
{
    // Amazon RDS User Guide: Using SSL/TLS to encrypt a connection to a DB instance or cluster; the last of them ended in August 2024.
    private static readonly string[] s_expired = ["rds-ca-2010", "rds-ca-2012", "rds-ca-2015", "rds-ca-2019"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "rds-certificate-authority",
        Title = "Databases of RDS show certificates of an authority that is still good.",
        Severity = FindingSeverity.Medium,
        Service = "rds",
        Rationale = "Clients that check certificates are cut off once the authority has expired, and those that do not never knew whom they talked to.",
        Remediation = "Move to rds-ca-rsa2048-g1: aws rds modify-db-instance --ca-certificate-identifier rds-ca-rsa2048-g1, once clients trust it.",
        ByHand = "clients that do not trust the new authority yet would be cut off.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => resource["CACertificateIdentifier"].Text is not { } authority ? null
        : Verdict.When(!s_expired.Contains(authority), $"{authority} is good", $"{authority} has expired", ("CACertificateIdentifier", authority));
}
