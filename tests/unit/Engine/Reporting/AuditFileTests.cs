using AwsHardening.Core.Errors;
using AwsHardening.Core.Reporting;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;
using AwsHardening.UnitTests.SandboxTests;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting;

public sealed class AuditFileTests : IDisposable
{
    private const string Imds = """
        {
          "id": "own-imds", "title": "Version 2 alone.", "severity": "High", "resources": "Instances", "remediation": "Ask the platform team.",
          "when": { "path": "State.Name", "equals": "running" },
          "pass": { "any": [ { "path": "MetadataOptions.HttpTokens", "equals": "required" }, { "path": "SecurityGroups", "some": { "path": "GroupName", "matches": "api*" } } ] },
          "evidence": ["MetadataOptions.HttpTokens"]
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_suppression_holds_until_its_day_and_is_told_after_it()
    {
        // The session's clock stands at the first day of 2026.
        var file = Write("s.json", """
            [
              { "ruleId": "guardduty-*", "resourceId": "*", "reason": "Elsewhere", "owner": "Ann", "expires": "2026-12-31" },
              { "ruleId": "ec2-ebs-default-encryption", "resourceId": "*", "reason": "Soon", "owner": "Bob", "expires": "2025-12-31" }
            ]
            """);
        var host = new TestHost();
        var found = await AuditScene.AuditAsync(
            SandboxAccount.Create(), new AuditOptions { Region = ["us-east-1"], Rule = ["guardduty-enabled", "ec2-ebs-*"], SuppressionPath = file }, host);
        Assert.Equal("Ann", Assert.Single(found, finding => finding.Status == FindingStatus.Suppressed).Suppression!.Owner);
        Assert.Equal("ec2-ebs-default-encryption", Assert.Single(found, finding => finding.Status == FindingStatus.Fail).RuleId);
        Assert.Contains("expired on 2025-12-31", Assert.Single(host.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{ "ruleId": "a", "resourceId": "b", "reason": "", "owner": "c", "expires": "2026-12-31" }]""")]
    [InlineData("""[{ "ruleId": "a", "resourceId": "b", "reason": "x", "owner": "c" }]""")]
    [InlineData("""[{ "ruleId": "a", "resourceId": "b", "reason": "x", "owner": "c", "expires": "never" }]""")]
    [InlineData("nonsense")]
    public async Task A_suppression_that_says_too_little_is_refused_before_the_account_is_asked(string text)
    {
        var account = SandboxAccount.Create();
        var options = new AuditOptions { SuppressionPath = Write("s.json", text) };
        Assert.Equal("SuppressionFileInvalid", (await Assert.ThrowsAsync<OperationException>(() => AuditScene.AuditAsync(account, options))).Error.Id);
        Assert.Empty(account.Calls);
    }

    [Fact]
    public async Task A_rule_of_the_users_own_is_judged_like_the_others()
    {
        Write("own.json", Imds);
        var options = new AuditOptions { Region = ["us-east-2"], Rule = ["own-*"], RulePath = _folder };
        var found = await AuditScene.AuditAsync(SandboxAccount.FromTemplate("SecurityEssentials"), options);
        Assert.Equal([FindingStatus.Fail, FindingStatus.Pass], found.Select(finding => finding.Status).Order());
        Assert.Equal("optional", found[0].Evidence[0].Value);
    }

    [Theory]
    [InlineData("\"Instances\"", "\"Nonsense\"")]
    [InlineData("\"High\"", "\"Huge\"")]
    [InlineData("\"equals\": \"running\"", "\"is\": \"running\"")]
    [InlineData("\"own-imds\"", "\"ec2-instance-imdsv2\"")]
    [InlineData("\"when\"", "\"if\"")]
    public async Task A_rule_that_means_nothing_is_refused(string text, string instead)
    {
        Write("own.json", Imds.Replace(text, instead, StringComparison.Ordinal));
        var options = new AuditOptions { RulePath = _folder };
        Assert.Equal("RuleFileInvalid", (await Assert.ThrowsAsync<OperationException>(() => AuditScene.AuditAsync(SandboxAccount.Create(), options))).Error.Id);
    }

    [Fact]
    public void The_page_about_rules_names_every_list()
    {
        var page = File.ReadAllText(RepositoryFiles.Combine("docs", "about_HardeningRules.md"));
        Assert.Contains($"The lists are {string.Join(", ", FactTypes.All.SkipLast(1).Select(type => type.Name))} and {FactTypes.All[^1].Name}.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_audits_are_compared_finding_by_finding()
    {
        var account = SandboxAccount.Create();
        var options = new AuditOptions { Region = ["us-east-1"], Rule = ["guardduty-enabled", "ec2-ebs-*", "ec2-security-group-admin-ports-ipv4"] };
        var before = await AuditScene.AuditAsync(account, options);
        account.Call("guardduty", "CreateDetector", new { Enable = true });
        account.Group(AuditScene.In(22));
        var changes = AuditComparison.Compare(before, await AuditScene.AuditAsync(account, options)).ToDictionary(change => change.RuleId, change => change.Change);
        Assert.Equal("Fixed", changes["guardduty-enabled"]);
        Assert.Equal("Unchanged", changes["ec2-ebs-default-encryption"]);
        Assert.Equal("New", changes["ec2-security-group-admin-ports-ipv4"]);
    }

    [Fact]
    public async Task Each_call_is_made_once_however_many_rules_need_its_answer()
    {
        var account = SandboxAccount.FromTemplate("SecurityEssentials");
        await AuditScene.AuditAsync(account);
        // What the internet reaches is worked out of a reading of its own.
        var twice = account.Calls.Where(call => call.Service != "ec2").GroupBy(call => $"{call.Operation} {call.Parameters.ToJsonString()}").Where(group => group.Count() > 1).Select(group => group.Key);
        Assert.DoesNotContain(twice, call => !call.StartsWith("DescribeLoadBalancers", StringComparison.Ordinal));
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
