namespace AwsHardening.Core.Reporting.Reports;

/// <summary>SARIF 2.1.0 (OASIS): one run, one result a finding. The rules stand after the results, because they are known by then.</summary>
internal sealed class SarifReport(Stream stream) : JsonArrayReport(stream)
{
    private readonly Dictionary<string, (int Index, HardeningFinding First)> _rules = new(StringComparer.Ordinal);

    protected override void Begin()
    {
        Json.WriteStartObject();
        Json.WriteString("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
        Json.WriteString("version", "2.1.0");
        Json.WriteStartArray("runs");
        Json.WriteStartObject();
        Json.WriteString("columnKind", "unicodeCodePoints");
        Json.WriteStartArray("results");
    }

    protected override void Write(HardeningFinding finding)
    {
        if (!_rules.TryGetValue(finding.RuleId, out var rule))
        {
            // Without what is large: it is kept to the end.
            _rules[finding.RuleId] = rule = (_rules.Count, finding with { Configuration = null, Evidence = [], Opens = [] });
        }

        // "open": the tool could not decide. What did not fail has no level (SARIF 2.1.0, 3.27.9 and 3.27.10).
        var (kind, level) = finding.Status switch
        {
            FindingStatus.Pass => ("pass", "none"),
            FindingStatus.Unknown => ("open", "none"),
            _ => ("fail", Level(finding.Severity)),
        };
        Json.WriteStartObject();
        Json.WriteString("ruleId", finding.RuleId);
        Json.WriteNumber("ruleIndex", rule.Index);
        Json.WriteString("kind", kind);
        Json.WriteString("level", level);
        Message("message", $"{finding.ResourceId}: {finding.Reason}");
        Location(finding);
        Json.WriteStartObject("partialFingerprints");
        Json.WriteString("awsHardeningFinding/v1", ReportTool.Fingerprint(finding));
        Json.WriteEndObject();
        if (finding.Suppression is { } suppression)
        {
            Json.WriteStartArray("suppressions");
            Json.WriteStartObject();
            Json.WriteString("kind", "external");
            Json.WriteString("status", "accepted");
            Json.WriteString("justification", suppression.ToString());
            Json.WriteEndObject();
            Json.WriteEndArray();
        }

        Json.WriteStartObject("properties");
        Json.WriteString("status", finding.Status.ToString());
        Json.WriteString("severity", finding.Severity.ToString());
        Json.WriteString("accountId", finding.AccountId);
        Json.WriteString("region", finding.Region);
        Json.WriteString("resourceType", finding.ResourceType);
        Json.WriteString("remediation", finding.Remediation);
        Texts("evidence", finding.Evidence.Select(one => one.ToString()));
        Texts("opens", finding.Opens.Select(one => one.ToString()));
        Json.WriteEndObject();
        Json.WriteEndObject();
    }

    protected override void End(ReportTally tally)
    {
        Json.WriteEndArray();
        Json.WriteStartObject("tool");
        Json.WriteStartObject("driver");
        Json.WriteString("name", ReportTool.Name);
        Json.WriteString("semanticVersion", ReportTool.Version);
        Json.WriteStartArray("rules");
        foreach (var (_, first) in _rules.Values.OrderBy(rule => rule.Index))
        {
            Rule(first);
        }

        Json.WriteEndArray();
        Json.WriteEndObject();
        Json.WriteEndObject();
        Json.WriteEndObject();
        Json.WriteEndArray();
        Json.WriteEndObject();
    }

    private static string Level(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Critical or FindingSeverity.High => "error",
        FindingSeverity.Medium => "warning",
        _ => "note",
    };

    private void Rule(HardeningFinding first)
    {
        Json.WriteStartObject();
        Json.WriteString("id", first.RuleId);
        Message("shortDescription", first.Title);
        Json.WriteStartObject("defaultConfiguration");
        Json.WriteString("level", Level(first.Severity));
        Json.WriteEndObject();
        Json.WriteStartObject("properties");
        // GitHub sorts alerts by this number, and takes it as a text.
        Json.WriteString("security-severity", first.Severity switch
        {
            FindingSeverity.Critical => "9.5",
            FindingSeverity.High => "8.0",
            FindingSeverity.Medium => "5.5",
            FindingSeverity.Low => "3.0",
            _ => "0.5",
        });
        Texts("tags", ["security", first.Service, .. first.Compliance]);
        Json.WriteEndObject();
        Json.WriteEndObject();
    }

    private void Location(HardeningFinding finding)
    {
        Json.WriteStartArray("locations");
        Json.WriteStartObject();
        // A resource has no file. Viewers that know files alone show this path.
        Json.WriteStartObject("physicalLocation");
        Json.WriteStartObject("artifactLocation");
        Json.WriteString("uri", string.Join('/', new[] { finding.AccountId, finding.Region, finding.ResourceType, finding.ResourceId }.Select(Uri.EscapeDataString)));
        Json.WriteEndObject();
        Json.WriteStartObject("region");
        Json.WriteNumber("startLine", 1);
        Json.WriteEndObject();
        Json.WriteEndObject();
        Json.WriteStartArray("logicalLocations");
        Json.WriteStartObject();
        Json.WriteString("name", finding.ResourceId);
        Json.WriteString("fullyQualifiedName", finding.ResourceArn ?? ReportTool.Key(finding));
        Json.WriteString("kind", "resource");
        Json.WriteEndObject();
        Json.WriteEndArray();
        Json.WriteEndObject();
        Json.WriteEndArray();
    }

    private void Message(string name, string text)
    {
        Json.WriteStartObject(name);
        Json.WriteString("text", text);
        Json.WriteEndObject();
    }
}
