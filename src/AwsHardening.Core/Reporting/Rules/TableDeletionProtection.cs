using AwsHardening.Core.Encryption.Store;
using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Tables are protected from deletion.</summary>
internal sealed class TableDeletionProtection() : ResourceRule(FactTypes.Tables)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "dynamodb-deletion-protection",
        Title = "Tables are protected from deletion.",
        Severity = FindingSeverity.Medium,
        Service = "dynamodb",
        Compliance = ["FSBP/DynamoDB.6"],
        Rationale = "One call deletes a table with all that is in it.",
        Remediation = "Turn deletion protection on.",
        Repair = new TableRepair(DataKeyTableKind.Protected),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["Table.DeletionProtectionEnabled"].Flag == true, "it is protected", "it is not protected", ("DeletionProtectionEnabled", resource["Table.DeletionProtectionEnabled"]));
}
