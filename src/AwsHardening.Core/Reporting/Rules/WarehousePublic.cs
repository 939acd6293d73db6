namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No cluster of Redshift has a public address.</summary>
internal sealed class WarehousePublic() : ResourceRule(FactTypes.Warehouses)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "redshift-public",
        Title = "No cluster of Redshift has a public address.",
        Severity = FindingSeverity.Critical,
        Service = "redshift",
        Compliance = ["FSBP/Redshift.1"],
        Rationale = "A warehouse holds what all databases hold together, and a password is all that is between it and everybody.",
        Remediation = "Turn PubliclyAccessible off: aws redshift modify-cluster --no-publicly-accessible.",
        ByHand = "whoever comes from outside would be cut off, and only you know who that is.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["PubliclyAccessible"].Flag == false, "it has none", "it has one", ("PubliclyAccessible", resource["PubliclyAccessible"]));
}
