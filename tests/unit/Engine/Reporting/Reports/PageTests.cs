using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsHardening.Core.Reporting.Reports.Html;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting.Reports;

/// <summary>The page as a text. What it does in a browser, the browser's tests show.</summary>
public sealed class PageTests
{
    private static readonly string s_page = ReportScene.Text(ReportFormat.Html, ReportScene.Mixed, ReportScene.Hostile);

    [Fact]
    public void It_names_no_address_and_loads_nothing() => Assert.All(PageParts.Sources.Append("page.html"), name =>
    {
        var text = PageParts.Read(name);
        Assert.DoesNotMatch(@"https?:|//[a-z0-9-]+\.[a-z]|@import|url\(|\bsrc=|fetch\(|XMLHttpRequest|WebSocket|innerHTML|\beval\b|import\(", text);
        Assert.DoesNotContain(".style.cssText", text, StringComparison.Ordinal);
    });

    [Fact]
    public void Its_policy_lets_its_own_script_and_style_run_and_nothing_else()
    {
        var policy = Regex.Match(s_page, "Content-Security-Policy\" content=\"([^\"]+)\"").Groups[1].Value;
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains($"style-src {Hash(Between("<style>", "</style>"))};", policy, StringComparison.Ordinal);
        Assert.Contains($"script-src {Hash(Between("<script type=\"module\">", "</script>"))};", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_of_a_finding_is_markup()
    {
        // All elements there are but those of the page's own parts.
        var tags = Regex.Matches(s_page.Replace(Between("<script type=\"module\">", "</script>"), "", StringComparison.Ordinal), "<(/?[a-z!][a-z0-9-]*)").Select(match => match.Groups[1].Value).ToArray();
        Assert.DoesNotContain("img", tags);
        Assert.DoesNotContain("<!--", s_page.Replace(Between("<script type=\"module\">", "</script>"), "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(tags.Count(tag => tag == "script"), tags.Count(tag => tag == "/script"));
        Assert.Equal(2, Regex.Count(s_page, "&lt;/script&gt;&lt;img"));
    }

    [Fact]
    public void Each_configuration_stands_in_it_once_and_each_finding_names_its_own()
    {
        var shared = ReportScene.Finding().Configuration;
        HardeningFinding[] findings = [.. Enumerable.Range(0, 2500).Select(number => ReportScene.Finding(number) with { Configuration = number % 5 == 0 ? shared : $$"""{"n":{{number}}}""" })];
        var page = ReportScene.Text(ReportFormat.Html, findings);
        var chunks = Regex.Matches(page, "class=\"configurations\" data-first=\"(\\d+)\">(.*?)</script>", RegexOptions.Singleline);
        Assert.Equal(3, chunks.Count);
        var all = chunks.SelectMany(chunk => JsonNode.Parse(chunk.Groups[2].Value)!.AsArray()).ToArray();
        Assert.Equal(2001, all.Length);
        Assert.Equal(["0", "801", "1601"], chunks.Select(chunk => chunk.Groups[1].Value));
        var rows = Regex.Matches(page, "class=\"rows\">(.*?)</script>", RegexOptions.Singleline).SelectMany(chunk => JsonNode.Parse(chunk.Groups[1].Value)!.AsArray()).ToArray();
        Assert.Equal(2500, rows.Length);
        Assert.Equal(2499, (int)all[(int)rows[2499]![10]!]!["n"]!);
        Assert.Equal(1, Regex.Count(page, "HttpEndpoint"));
    }

    private static string Between(string before, string after)
    {
        var start = s_page.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return s_page[start..s_page.IndexOf(after, start, StringComparison.Ordinal)];
    }

    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
