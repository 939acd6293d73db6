using System.Text.Json;

namespace AwsHardening.Core.Reporting.Reports;

/// <summary>Everything that findings say, in this module's own format: docs/report.schema.json.</summary>
internal sealed class JsonReport(Stream stream, string title) : JsonArrayReport(stream)
{
    private const int Version = 1;

    protected override void Begin()
    {
        Json.WriteStartObject();
        Json.WriteNumber("format", Version);
        Json.WriteString("title", title);
        Json.WriteStartObject("tool");
        Json.WriteString("name", ReportTool.Name);
        Json.WriteString("version", ReportTool.Version);
        Json.WriteEndObject();
        Json.WriteStartArray("findings");
    }

    protected override void Write(HardeningFinding finding)
    {
        Json.WriteStartObject();
        Json.WriteString("ruleId", finding.RuleId);
        Json.WriteString("title", finding.Title);
        Json.WriteString("severity", finding.Severity.ToString());
        Json.WriteString("status", finding.Status.ToString());
        Json.WriteString("service", finding.Service);
        Json.WriteString("resourceType", finding.ResourceType);
        Json.WriteString("resourceId", finding.ResourceId);
        Json.WriteString("resourceArn", finding.ResourceArn);
        Json.WriteString("region", finding.Region);
        Json.WriteString("accountId", finding.AccountId);
        Json.WriteString("reason", finding.Reason);
        Json.WriteStartArray("evidence");
        foreach (var one in finding.Evidence)
        {
            Json.WriteStartObject();
            Json.WriteString("path", one.Path);
            Json.WriteString("value", one.Value);
            Json.WriteEndObject();
        }

        Json.WriteEndArray();
        Texts("compliance", finding.Compliance);
        Json.WriteString("remediation", finding.Remediation);
        Json.WriteBoolean("remediationIsCommand", finding.RemediationIsCommand);
        Suppression(finding.Suppression);
        Opens(finding.Opens);
        Json.WritePropertyName("configuration");
        ConfigurationJson.Write(Json, finding.Configuration);
        Json.WriteString("collectedAt", finding.CollectedAt.UtcDateTime);
        Json.WriteEndObject();
    }

    protected override void End(ReportTally tally)
    {
        Json.WriteEndArray();
        Json.WriteStartObject("summary");
        foreach (var status in Enum.GetValues<FindingStatus>())
        {
            Json.WriteStartObject(JsonNamingPolicy.CamelCase.ConvertName(status.ToString()));
            foreach (var severity in Enum.GetValues<FindingSeverity>())
            {
                Json.WriteNumber(JsonNamingPolicy.CamelCase.ConvertName(severity.ToString()), tally[status, severity]);
            }

            Json.WriteEndObject();
        }

        Json.WriteEndObject();
        Json.WriteEndObject();
    }

    private void Suppression(FindingSuppression? suppression)
    {
        if (suppression is null)
        {
            Json.WriteNull("suppression");
            return;
        }

        Json.WriteStartObject("suppression");
        Json.WriteString("reason", suppression.Reason);
        Json.WriteString("owner", suppression.Owner);
        Json.WriteString("expires", ReportTool.Day(suppression.Expires));
        Json.WriteEndObject();
    }

    private void Opens(IReadOnlyList<FindingOpening> opens)
    {
        Json.WriteStartArray("opens");
        foreach (var one in opens)
        {
            Json.WriteStartObject();
            Json.WriteString("from", one.From);
            Json.WriteString("through", one.Through);
            Json.WriteString("to", one.To);
            Json.WriteString("ports", one.Ports);
            Json.WriteEndObject();
        }

        Json.WriteEndArray();
    }
}
