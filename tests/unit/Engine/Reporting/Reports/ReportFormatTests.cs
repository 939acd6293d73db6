using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using AwsHardening.UnitTests.SandboxTests;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting.Reports;

/// <summary>Each format as those who read it see it.</summary>
public sealed class ReportFormatTests
{
    private static readonly IReadOnlyList<HardeningFinding> s_mixed = ReportScene.Mixed;

    [Fact]
    public async Task Every_JSON_format_is_what_its_schema_says()
    {
        // An outside judge, asked once for all: it starts slowly.
        var schemas = RepositoryFiles.Combine("tests", "unit", "Engine", "Reporting", "Reports", "Schemas");
        var answers = await JsonSchemaJudge.ValidateAsync(
            (ReportScene.Bytes(ReportFormat.Json, s_mixed), RepositoryFiles.Combine("docs", "report.schema.json")),
            (ReportScene.Bytes(ReportFormat.Ocsf, s_mixed), Path.Combine(schemas, "ocsf-compliance-finding-1.5.0.json")),
            (ReportScene.Bytes(ReportFormat.Sarif, s_mixed), Path.Combine(schemas, "sarif-schema-2.1.0.json")),
            (ReportScene.Bytes(ReportFormat.Json, []), RepositoryFiles.Combine("docs", "report.schema.json")),
            (ReportScene.Bytes(ReportFormat.Sarif, []), Path.Combine(schemas, "sarif-schema-2.1.0.json")),
            ("[{\"class_uid\": 2003}]"u8.ToArray(), Path.Combine(schemas, "ocsf-compliance-finding-1.5.0.json")));
        Assert.All(answers.SkipLast(1), answer => Assert.Equal("", answer));
        Assert.Contains("is a required property", answers[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void ASFF_is_what_BatchImportFindings_takes()
    {
        var model = JsonNode.Parse(File.ReadAllText(RepositoryFiles.Combine("tests", "unit", "Engine", "Reporting", "Reports", "Schemas", "securityhub.json")))!;
        var findings = JsonNode.Parse(ReportScene.Bytes(ReportFormat.Asff, s_mixed))!.AsArray();
        Assert.Equal(s_mixed.Count, findings.Count);
        Assert.All(findings, finding => Assert.Empty(ModelShape.Problems(model, "AwsSecurityFinding", finding)));
        Assert.NotEmpty(ModelShape.Problems(model, "AwsSecurityFinding", JsonNode.Parse("""{"Id": 1, "NoSuchMember": ""}""")));
        Assert.Equal(["FAILED", "FAILED", "PASSED", "FAILED", "NOT_AVAILABLE", "FAILED"], findings.Select(one => (string?)one!["Compliance"]!["Status"]));
        Assert.Equal("SUPPRESSED", (string?)findings[3]!["Workflow"]!["Status"]);
        Assert.Equal("INFORMATIONAL", (string?)findings[2]!["Severity"]!["Label"]);
        Assert.Equal("arn:aws:securityhub:us-east-1:210987654321:product/210987654321/default", (string?)findings[4]!["ProductArn"]);
        Assert.Equal("AwsEc2SecurityGroup", (string?)findings[0]!["Resources"]![0]!["Type"]);
    }

    [Fact]
    public void JUnit_is_what_Jenkins_takes_whatever_characters_a_name_has()
    {
        var text = ReportScene.Text(ReportFormat.JUnit, [.. s_mixed, ReportScene.Finding(7) with { ResourceId = "bell\u0007 lone\uD800" }]);
        var schemas = new XmlSchemaSet();
        using (var reader = XmlReader.Create(RepositoryFiles.Combine("tests", "unit", "Engine", "Reporting", "Reports", "Schemas", "junit-10.xsd")))
        {
            schemas.Add(null, reader);
        }

        var document = XDocument.Parse(text);
        List<string> problems = [];
        document.Validate(schemas, (_, problem) => problems.Add(problem.Message));
        Assert.Empty(problems);
        var suites = document.Root!.Elements("testsuite").ToArray();
        Assert.Equal(5, suites.Length);
        Assert.Equal(s_mixed.Count + 1, suites.Sum(suite => (int)suite.Attribute("tests")!));
        Assert.Equal(4, document.Descendants("failure").Count());
        Assert.Contains("AccessDenied", (string?)Assert.Single(document.Descendants("error")).Attribute("message"), StringComparison.Ordinal);
        Assert.Equal("Replaced in May (Ann, until 2026-05-31)", (string?)Assert.Single(document.Descendants("skipped")).Attribute("message"));
        Assert.Contains(document.Descendants("testcase"), one => ((string?)one.Attribute("name"))!.Contains(ReportScene.Hostile, StringComparison.Ordinal));
    }

    [Fact]
    public void SARIF_and_OCSF_never_take_what_is_not_known_for_well()
    {
        var results = JsonNode.Parse(ReportScene.Bytes(ReportFormat.Sarif, s_mixed))!["runs"]![0]!["results"]!.AsArray();
        Assert.Equal(["fail", "fail", "pass", "fail", "open", "fail"], results.Select(one => (string?)one!["kind"]));
        Assert.Equal(["error", "error", "none", "warning", "none", "note"], results.Select(one => (string?)one!["level"]));
        Assert.Contains("Ann", (string?)results[3]!["suppressions"]![0]!["justification"], StringComparison.Ordinal);
        var ocsf = JsonNode.Parse(ReportScene.Bytes(ReportFormat.Ocsf, s_mixed))!.AsArray();
        Assert.Equal([3, 3, 1, 3, 0, 3], ocsf.Select(one => (int)one!["compliance"]!["status_id"]!));
        Assert.Equal([1, 1, 1, 3, 1, 1], ocsf.Select(one => (int)one!["status_id"]!));
        Assert.Equal([5, 4, 4, 3, 2, 1], ocsf.Select(one => (int)one!["severity_id"]!));
    }

    [Fact]
    public void A_finding_has_the_same_fingerprint_in_the_next_audit_and_none_shares_it()
    {
        string[] Of(IEnumerable<HardeningFinding> findings) =>
            [.. JsonNode.Parse(ReportScene.Bytes(ReportFormat.Ocsf, findings))!.AsArray().Select(one => (string)one!["finding_info"]!["uid"]!)];
        var first = Of(s_mixed);
        Assert.Equal(first, Of(s_mixed.Select(one => one with { Status = FindingStatus.Pass, Reason = "now", CollectedAt = ReportScene.Time.AddDays(1) })));
        Assert.Distinct(first);
    }

    [Fact]
    public void A_text_that_is_no_text_breaks_no_format()
    {
        var odd = ReportScene.Finding() with { ResourceId = "lone\uD800", Reason = "\uDC00\0", Configuration = "no JSON", Evidence = [new("\uD800", "\u0001")] };
        Assert.All(Enum.GetValues<ReportFormat>(), format => Assert.NotEmpty(ReportScene.Bytes(format, [odd])));
        Assert.Equal("no JSON", (string?)JsonNode.Parse(ReportScene.Bytes(ReportFormat.Json, [odd]))!["findings"]![0]!["configuration"]);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("a=1", "a=1")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("=a,b", "\"'=a,b\"")]
    public void No_cell_of_the_CSV_is_a_formula(string id, string cell)
    {
        var lines = ReportScene.Text(ReportFormat.Csv, [ReportScene.Finding() with { ResourceId = id }]).Split("\r\n");
        Assert.Contains($",AWS::EC2::Instance,{cell},arn:aws", lines[1], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public void Markdown_says_first_how_it_stands_then_the_worst_and_means_nothing_but_its_text()
    {
        var text = ReportScene.Text(ReportFormat.Markdown, [ReportScene.Finding(9, severity: FindingSeverity.Low), .. s_mixed], "A *bold* <b>title</b>");
        Assert.StartsWith("# A \\*bold\\* \\<b\\>title\\</b\\>\n", text, StringComparison.Ordinal);
        Assert.Contains("| CIS\\-7.0 |".Replace("\\-", "-", StringComparison.Ordinal) + " 0 | 1 | 1 | 0 |", text, StringComparison.Ordinal);
        string[] headings = [.. text.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal))];
        Assert.Equal(["## Compliance", "## Critical", "## High", "## Low", "## Informational", "## Unknown", "## Suppressed"], headings);
        Assert.Contains("`Remove-AdminIngress -GroupId sg-1 -Region us-east-1`", text, StringComparison.Ordinal);
        Assert.Contains("| Replaced in May | Ann | 2026-05-31 |", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", text.Replace("\\<img", "", StringComparison.Ordinal), StringComparison.Ordinal);
        // Every row has the cells of its head: nothing that a name holds makes another.
        Assert.All(text.Split('\n').Where(line => line.StartsWith("| custom", StringComparison.Ordinal)), line => Assert.Equal(6, line.Replace("\\|", "", StringComparison.Ordinal).Count(one => one == '|')));
    }
}
