using System.Text.Json;

namespace AwsHardening.Core.Reporting.Reports.Html;

/// <summary>The rules of a page's findings, each once.</summary>
internal sealed class PageRules
{
    private readonly Dictionary<(string Id, string Title, FindingSeverity Severity, string Service, string Compliance), int> _numbers = [];
    private readonly List<HardeningFinding> _firsts = [];

    public int Number(HardeningFinding finding)
    {
        var key = (finding.RuleId, finding.Title, finding.Severity, finding.Service, string.Join('\n', finding.Compliance));
        if (!_numbers.TryGetValue(key, out var number))
        {
            _numbers[key] = number = _firsts.Count;
            _firsts.Add(finding with { Configuration = null, Evidence = [], Opens = [] });
        }

        return number;
    }

    public void WriteAll(Utf8JsonWriter json)
    {
        json.WriteStartArray("rules");
        foreach (var rule in _firsts)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.RuleId);
            json.WriteString("title", rule.Title);
            json.WriteNumber("severity", (int)rule.Severity);
            json.WriteString("service", rule.Service);
            json.WriteStartArray("compliance");
            foreach (var control in rule.Compliance)
            {
                json.WriteStringValue(control);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
