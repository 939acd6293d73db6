using System.Text.RegularExpressions;
using AwsHardening.Core.Reporting;
using AwsHardening.UnitTests.SandboxTests;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <summary>docs/rules/scout.md: what became of Scout's rules.</summary>
public sealed partial class ScoutTableTests
{
    private static readonly (string Name, string Judged)[] s_rows =
        [.. File.ReadLines(RepositoryFiles.Combine("docs", "rules", "scout.md")).Select(line => Row().Match(line)).Where(row => row.Success).Select(row => (row.Groups[1].Value, row.Groups[2].Value))];

    [Fact]
    public void Every_rule_of_Scouts_stands_there_once_and_says_what_became_of_it()
    {
        Assert.Equal(149, s_rows.Length);
        Assert.Equal(s_rows.Select(row => row.Name).Distinct().Order(StringComparer.Ordinal), s_rows.Select(row => row.Name));
        Assert.All(s_rows, row => Assert.True(row.Judged.StartsWith("Not judged: ", StringComparison.Ordinal) || row.Judged.StartsWith('['), row.Name));
    }

    [Fact]
    public void Every_rule_that_is_named_there_exists()
    {
        var named = s_rows.SelectMany(row => Link().Matches(row.Judged).Select(link => (Text: link.Groups[1].Value, Page: link.Groups[2].Value))).Distinct().ToArray();
        Assert.True(named.Length > 80);
        Assert.All(named, link => Assert.Equal(link.Text, link.Page));
        Assert.Empty(named.Select(link => link.Text).Except(RuleCatalog.All.Select(rule => rule.Info.Id)));
    }

    [GeneratedRegex(@"^\| ([A-Za-z0-9-]+) \| (?:both|Scout2|ScoutSuite) \| (.+) \|$")]
    private static partial Regex Row();

    // Pages of rules stand beside it; what leads elsewhere has a path.
    [GeneratedRegex(@"\[([a-z0-9-]+)\]\(([a-z0-9-]+)\.md\)")]
    private static partial Regex Link();
}
