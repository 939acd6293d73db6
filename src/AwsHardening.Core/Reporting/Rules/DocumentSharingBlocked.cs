namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Documents of Systems Manager cannot be shared with everybody.</summary>
internal sealed class DocumentSharingBlocked() : ResourceRule(FactTypes.DocumentSharing)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ssm-document-sharing",
        Title = "Documents of Systems Manager cannot be shared with everybody.",
        Severity = FindingSeverity.Medium,
        Service = "ssm",
        Compliance = ["FSBP/SSM.7"],
        Rationale = "A document that is shared by mistake tells everybody how the machines are run, with what is written into it.",
        Remediation = "Block it: aws ssm update-service-setting --setting-id /ssm/documents/console/public-sharing-permission --setting-value Disable.",
        ByHand = "a document may be shared on purpose.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["SettingValue"].Text == "Disable", "public sharing is blocked", "public sharing is not blocked", ("SettingValue", resource["SettingValue"]));
}
