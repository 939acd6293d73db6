namespace AwsHardening.Core.Reporting.Reports;

/// <summary>
/// The AWS Security Finding Format: what <c>aws securityhub batch-import-findings --findings</c> takes, a hundred at a time (Security Hub
/// User Guide: AWS Security Finding Format).
/// </summary>
internal sealed class AsffReport(Stream stream) : JsonArrayReport(stream)
{
    // The service model and the User Guide bound these.
    private const int TitleLength = 256;
    private const int DescriptionLength = 1024;
    private const int RemediationLength = 512;
    private const int IdLength = 512;

    protected override void Write(HardeningFinding finding)
    {
        var (partition, region) = (ReportTool.Partition(finding), Region(finding));
        var time = ReportTool.Time(finding.CollectedAt);
        Json.WriteStartObject();
        Json.WriteString("SchemaVersion", "2018-10-08");
        Json.WriteString("Id", $"awshardening/{ReportTool.Fingerprint(finding)}");
        Json.WriteString("ProductArn", $"arn:{partition}:securityhub:{region}:{finding.AccountId}:product/{finding.AccountId}/default");
        Json.WriteString("ProductName", ReportTool.Name);
        Json.WriteString("CompanyName", ReportTool.Name);
        Json.WriteString("GeneratorId", $"awshardening/{finding.RuleId}");
        Json.WriteString("AwsAccountId", finding.AccountId);
        Json.WriteString("Region", region);
        Texts("Types", ["Software and Configuration Checks/AWS Security Best Practices"]);
        Json.WriteString("CreatedAt", time);
        Json.WriteString("UpdatedAt", time);
        Json.WriteStartObject("Severity");
        Json.WriteString("Label", Severity(finding));
        Json.WriteString("Original", finding.Severity.ToString());
        Json.WriteEndObject();
        Json.WriteString("Title", Cut(finding.Title, TitleLength));
        Json.WriteString("Description", Cut(finding.Reason.Length == 0 ? finding.Title : finding.Reason, DescriptionLength));
        if (finding.Remediation is { Length: > 0 } remediation)
        {
            Json.WriteStartObject("Remediation");
            Json.WriteStartObject("Recommendation");
            Json.WriteString("Text", Cut(remediation, RemediationLength));
            Json.WriteEndObject();
            Json.WriteEndObject();
        }

        Fields(finding);
        Resource(finding, partition);
        Compliance(finding);
        Json.WriteStartObject("Workflow");
        Json.WriteString("Status", finding.Status switch { FindingStatus.Suppressed => "SUPPRESSED", FindingStatus.Pass => "RESOLVED", _ => "NEW" });
        Json.WriteEndObject();
        Json.WriteString("RecordState", "ACTIVE");
        Json.WriteEndObject();
    }

    // Of what passes nothing is bad; of what could not be read it may be as bad as the rule says.
    private static string Severity(HardeningFinding finding) =>
        (finding.Status == FindingStatus.Pass ? FindingSeverity.Informational : finding.Severity).ToString().ToUpperInvariant();

    private void Fields(HardeningFinding finding)
    {
        Json.WriteStartObject("ProductFields");
        Json.WriteString("awshardening/RuleId", finding.RuleId);
        Json.WriteString("awshardening/Service", finding.Service);
        Json.WriteString("awshardening/Status", finding.Status.ToString());
        foreach (var (one, index) in finding.Evidence.Take(20).Select((one, index) => (one, index)))
        {
            Json.WriteString($"awshardening/Evidence/{index + 1}", Cut(one.ToString(), DescriptionLength));
        }

        if (finding.Suppression is { } suppression)
        {
            Json.WriteString("awshardening/Suppression", Cut(suppression.ToString(), DescriptionLength));
        }

        Json.WriteEndObject();
    }

    private void Resource(HardeningFinding finding, string partition)
    {
        Json.WriteStartArray("Resources");
        Json.WriteStartObject();
        Json.WriteString("Type", AsffResourceTypes.Of(finding.ResourceType));
        Json.WriteString("Id", Cut(finding.ResourceArn ?? (finding.ResourceType == "AWS::Account" ? $"AWS::::Account:{finding.AccountId}" : finding.ResourceId), IdLength));
        Json.WriteString("Partition", partition);
        if (finding.Region != AuditRegion.Everywhere)
        {
            Json.WriteString("Region", finding.Region);
        }

        Json.WriteEndObject();
        Json.WriteEndArray();
    }

    private void Compliance(HardeningFinding finding)
    {
        Json.WriteStartObject("Compliance");
        Json.WriteString("Status", finding.Status switch { FindingStatus.Pass => "PASSED", FindingStatus.Unknown => "NOT_AVAILABLE", _ => "FAILED" });
        Texts("RelatedRequirements", finding.Compliance.Take(32));
        Json.WriteEndObject();
    }

    // A finding is imported in a Region, whatever it is about: that of IAM's endpoint.
    private static string Region(HardeningFinding finding) => finding.Region != AuditRegion.Everywhere ? finding.Region : ReportTool.Partition(finding) switch
    {
        "aws-cn" => "cn-north-1",
        "aws-us-gov" => "us-gov-west-1",
        _ => "us-east-1",
    };

    private static string Cut(string text, int length) => text.Length <= length ? text : $"{text[..(length - 3)]}...";
}
