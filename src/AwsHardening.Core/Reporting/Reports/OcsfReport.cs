namespace AwsHardening.Core.Reporting.Reports;

/// <summary>Compliance Findings of the Open Cybersecurity Schema Framework (OCSF 1.5.0, class 2003, with the profile <c>cloud</c>).</summary>
internal sealed class OcsfReport(Stream stream) : JsonArrayReport(stream)
{
    private const string SchemaVersion = "1.5.0";
    private const int Category = 2;
    private const int Class = 2003;
    private const int Create = 1;
    private const int AwsAccount = 10;

    protected override void Write(HardeningFinding finding)
    {
        var time = finding.CollectedAt.ToUnixTimeMilliseconds();
        Json.WriteStartObject();
        Json.WriteNumber("activity_id", Create);
        Json.WriteString("activity_name", "Create");
        Json.WriteNumber("category_uid", Category);
        Json.WriteString("category_name", "Findings");
        Json.WriteNumber("class_uid", Class);
        Json.WriteString("class_name", "Compliance Finding");
        Json.WriteNumber("type_uid", (Class * 100) + Create);
        Json.WriteString("type_name", "Compliance Finding: Create");
        Json.WriteNumber("time", time);
        Json.WriteNumber("severity_id", (int)finding.Severity + 1);
        Json.WriteString("severity", finding.Severity.ToString());
        var suppressed = finding.Status == FindingStatus.Suppressed;
        Json.WriteNumber("status_id", suppressed ? 3 : 1);
        Json.WriteString("status", suppressed ? "Suppressed" : "New");
        Json.WriteString("status_detail", finding.Reason);
        Json.WriteString("message", finding.Title);
        if (finding.Suppression is { } suppression)
        {
            Json.WriteString("comment", suppression.ToString());
        }

        Metadata(finding);
        Json.WriteStartObject("finding_info");
        Json.WriteString("uid", ReportTool.Fingerprint(finding));
        Json.WriteString("title", finding.Title);
        Json.WriteString("desc", finding.Reason);
        Json.WriteNumber("created_time", time);
        Json.WriteEndObject();
        Compliance(finding);
        Place(finding);
        if (finding.Remediation is { } remediation)
        {
            Json.WriteStartObject("remediation");
            Json.WriteString("desc", remediation);
            Json.WriteEndObject();
        }

        Json.WriteStartObject("unmapped");
        Texts("evidence", finding.Evidence.Select(one => one.ToString()));
        Texts("opens", finding.Opens.Select(one => one.ToString()));
        Json.WriteBoolean("remediation_is_command", finding.RemediationIsCommand);
        Json.WriteEndObject();
        Json.WriteEndObject();
    }

    private void Metadata(HardeningFinding finding)
    {
        Json.WriteStartObject("metadata");
        Json.WriteString("version", SchemaVersion);
        Json.WriteString("event_code", finding.RuleId);
        Texts("profiles", ["cloud"]);
        Json.WriteStartObject("product");
        Json.WriteString("name", ReportTool.Name);
        Json.WriteString("vendor_name", ReportTool.Name);
        Json.WriteString("version", ReportTool.Version);
        Json.WriteEndObject();
        Json.WriteEndObject();
    }

    private void Compliance(HardeningFinding finding)
    {
        // What could not be read is no warning, and nothing that passed: 0 is Unknown.
        var (id, status) = finding.Status switch
        {
            FindingStatus.Pass => (1, "Pass"),
            FindingStatus.Unknown => (0, "Unknown"),
            _ => (3, "Fail"),
        };
        Json.WriteStartObject("compliance");
        Json.WriteString("control", finding.RuleId);
        Texts("standards", finding.Compliance.Select(ReportTool.Benchmark).Distinct());
        Texts("requirements", finding.Compliance);
        Json.WriteNumber("status_id", id);
        Json.WriteString("status", status);
        Texts("status_details", [finding.Reason]);
        Json.WriteEndObject();
    }

    private void Place(HardeningFinding finding)
    {
        Json.WriteStartObject("cloud");
        Json.WriteString("provider", "AWS");
        Json.WriteString("region", finding.Region);
        Json.WriteString("cloud_partition", ReportTool.Partition(finding));
        Json.WriteStartObject("account");
        Json.WriteString("uid", finding.AccountId);
        Json.WriteNumber("type_id", AwsAccount);
        Json.WriteString("type", "AWS Account");
        Json.WriteEndObject();
        Json.WriteEndObject();
        Json.WriteStartArray("resources");
        Json.WriteStartObject();
        Json.WriteString("uid", finding.ResourceArn ?? finding.ResourceId);
        Json.WriteString("name", finding.ResourceId);
        Json.WriteString("type", finding.ResourceType);
        Json.WriteString("region", finding.Region);
        Json.WriteString("cloud_partition", ReportTool.Partition(finding));
        Json.WriteStartObject("group");
        Json.WriteString("name", finding.Service);
        Json.WriteEndObject();
        if (finding.Configuration is { } configuration)
        {
            Json.WritePropertyName("data");
            ConfigurationJson.Write(Json, configuration);
        }

        Json.WriteEndObject();
        Json.WriteEndArray();
    }
}
