using AwsHardening.Core.Reporting;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Templates;
using AwsHardening.UnitTests.Engine.Support;
using AwsHardening.UnitTests.SandboxTests.Identity;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <summary>Every rule that names a repair: what fails is repaired, passes, is taken back, and is as it was.</summary>
public sealed class RepairRuleTests
{
    // Where the account that breaks the rule has nothing to repair it by, such as a role to assume: one that does.
    private static readonly Dictionary<string, Action<SandboxAccount>> s_own = new(StringComparer.Ordinal)
    {
        ["ec2-security-group-high-risk-ports"] = account => account.Group(AuditScene.In(22)),
        ["ec2-security-group-unauthorized-ports"] = account => account.Group(AuditScene.In(3389)),
        ["ec2-security-group-open-to-vpc"] = account => new Fnd203Template().Build(account),
        ["iam-access-key-single"] = account =>
        {
            account.User(keys: 1);
            account.Pass(50);
            account.Call("iam", "CreateAccessKey", new { UserName = "somebody" });
        },
        ["iam-user-direct-policies"] = account =>
        {
            Examples.All["iam-user-direct-policies"].Fails(account);
            account.Call("iam", "CreateRole", new { RoleName = "reader", AssumeRolePolicyDocument = AuditScene.Trust($$"""{"AWS":"arn:aws:iam::{{account.AccountId}}:user/somebody"}""") });
            account.Call("iam", "CreateGroup", new { GroupName = "readers" });
            account.Call("iam", "PutGroupPolicy", new { GroupName = "readers", PolicyName = "assume", PolicyDocument = IdentityBench.Allow("sts:AssumeRole") });
            account.Call("iam", "AddUserToGroup", new { GroupName = "readers", UserName = "somebody" });
        },
    };

    // Who calls is not stripped, and of the PoC site's rules nobody stands behind the range.
    private static readonly string[] s_refused = ["admin", "PoC"];

    public static TheoryData<string> Ids => [.. RepairOperation.Rules];

    [Fact]
    public void Many_rules_have_a_repair_and_every_other_says_why_it_has_none()
    {
        Assert.True(RepairOperation.Rules.Count() >= 34);
        Assert.All(RuleCatalog.All, rule => Assert.True((rule.Info.Repair is null) != (rule.Info.ByHand is null), rule.Info.Id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task What_a_rule_finds_is_repaired_and_taken_back_again(string id)
    {
        var account = SandboxAccount.Create();
        (s_own.GetValueOrDefault(id) ?? Examples.All[id].Fails)(account);
        using var bench = new RepairBench(account);
        var host = new TestHost { Continues = true };
        var first = await bench.AuditAsync(id);
        HardeningFinding[] failing = [.. first.Where(finding => finding is { Status: FindingStatus.Fail, CanRepair: true } && !IsRefused(account, finding))];
        Assert.NotEmpty(failing);
        var (before, rules) = (await bench.ExportAsync(), AccountContent.Of(account));

        var changes = await bench.RepairAsync(failing, host);
        Assert.Empty(host.Errors);
        Assert.All(changes, change => Assert.Equal(HardeningChangeStatus.Applied, change.Status));
        Assert.Single(changes.Select(change => change.SetId).Distinct());
        bench.AwaitReport(id);
        var second = await bench.AuditAsync(id);
        Assert.All(failing, finding => Assert.DoesNotContain(second, one => one.ResourceId == finding.ResourceId && one.Status != FindingStatus.Pass));

        Assert.All(await bench.UndoAsync(changes, host), change => Assert.Equal(HardeningChangeStatus.Applied, change.Status));
        Assert.Empty(host.Errors);
        var left = string.Join("; ", await bench.DifferencesAsync(before));
        Assert.True(left.Length == 0, left);
        Assert.Equal(rules, AccountContent.Of(account));
        bench.AwaitReport(id);
        var third = await bench.AuditAsync(id);
        Assert.Equal(first.Count(finding => finding.Status == FindingStatus.Fail), third.Count(finding => finding.Status == FindingStatus.Fail));
    }

    private static bool IsRefused(SandboxAccount account, HardeningFinding finding) => finding.ResourceId == s_refused[0]
        || (finding.RuleId == "ec2-security-group-open-to-vpc" && account.All("DescribeSecurityGroups", "SecurityGroups").Any(group =>
            (string)group["GroupId"]! == finding.Evidence.First(one => one.Path == "GroupId").Value && ((string)group["GroupName"]!).StartsWith(s_refused[1], StringComparison.Ordinal)));
}
