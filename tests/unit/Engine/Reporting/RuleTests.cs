using System.Text.Json.Nodes;
using AwsHardening.Core.Reporting;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting;

public sealed class RuleTests
{
    public static TheoryData<string> Ids => [.. RuleCatalog.All.Select(rule => rule.Info.Id)];

    [Fact]
    public void Every_rule_has_its_examples_and_an_id_of_its_own() => Assert.Equal(Examples.All.Keys.Order(StringComparer.Ordinal), RuleCatalog.All.Select(rule => rule.Info.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_rule_fails_in_its_bad_example_and_passes_in_its_good_one(string id)
    {
        var (fails, passes) = Examples.All[id];
        var bad = await FindAsync(id, fails);
        Assert.Contains(bad, finding => finding is { Status: FindingStatus.Fail, Remediation.Length: > 0 });
        Assert.DoesNotContain(bad, finding => finding.Status == FindingStatus.Unknown);
        Assert.All(bad.Where(finding => finding.Status == FindingStatus.Fail), finding => Assert.NotEmpty(finding.Evidence));
        var good = await FindAsync(id, passes);
        Assert.Contains(good, finding => finding.Status == FindingStatus.Pass);
        // What every account has, such as its first administrator, is not what the example is about.
        var untouched = await FindAsync(id, _ => { });
        Assert.DoesNotContain(good, finding => finding.Status == FindingStatus.Unknown);
        Assert.DoesNotContain(good, finding => finding.Status == FindingStatus.Fail
            && bad.Any(one => one.Status == FindingStatus.Fail && one.ResourceId == finding.ResourceId) && !untouched.Any(one => one.ResourceId == finding.ResourceId));
    }

    [Fact]
    public async Task Alarms_on_a_log_group_that_the_audit_did_not_see_are_Unknown()
    {
        var account = SandboxAccount.Create();
        Examples.All["cloudwatch-alarm-root-use"].Passes(account);
        var found = await AuditScene.AuditAsync(account, new AuditOptions { Region = ["eu-west-1"], Rule = ["cloudwatch-alarm-root-use"] });
        Assert.Equal(FindingStatus.Unknown, Assert.Single(found).Status);
    }

    [Fact]
    public async Task A_member_account_is_not_judged_as_the_one_that_manages_its_organization()
    {
        var management = SandboxAccount.Create();
        var member = SandboxOrganization.Create(management).AddAccount("member");
        Assert.Empty(await AuditScene.AuditAsync(member, new AuditOptions { Region = [member.Region], Service = ["organizations"] }));
        Assert.NotEmpty(await AuditScene.AuditAsync(management, new AuditOptions { Region = [management.Region], Service = ["organizations"] }));
    }

    [Fact]
    public async Task An_instance_that_is_gone_is_not_judged()
    {
        var account = SandboxAccount.Create();
        account.Invoke("ec2", "TerminateInstances", new() { ["InstanceIds"] = new JsonArray(account.Instance(publicAddress: true)) });
        Assert.NotEmpty(account.Call("ec2", "DescribeInstances")["Reservations"]!.AsArray());
        Assert.Empty(await AuditScene.AuditAsync(account, new AuditOptions { Region = [account.Region], Rule = ["ec2-instance-*"] }));
    }

    [Fact]
    public async Task The_lists_of_one_Region_hide_nothing_of_another()
    {
        var account = SandboxAccount.FromTemplate("Fnd203");
        account.Faults.Add(new FaultRule(FaultKind.AccessDenied, "guardduty", "ListDetectors") { When = FaultOccurrence.Nth(1) });
        var found = await AuditScene.AuditAsync(account, new AuditOptions { Region = ["us-east-1", "eu-west-1"], Rule = ["guardduty-enabled"] });
        Assert.Equal([FindingStatus.Fail, FindingStatus.Unknown], found.Select(finding => finding.Status).Order());
    }

    private static async Task<IReadOnlyList<HardeningFinding>> FindAsync(string id, Action<SandboxAccount> build)
    {
        var account = SandboxAccount.Create();
        build(account);
        return await AuditScene.AuditAsync(account, new AuditOptions { Region = [account.Region], Rule = [id] });
    }
}
