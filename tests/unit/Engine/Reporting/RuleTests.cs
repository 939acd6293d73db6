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
    public async Task What_is_refused_makes_every_rule_that_needs_it_Unknown_and_never_Pass()
    {
        var clean = SandboxAccount.FromTemplate("SecurityEssentials");
        await AuditScene.AuditAsync(clean);
        var asked = clean.Calls.Where(call => call.Operation is not ("GetCallerIdentity" or "DescribeRegions")).Select(call => (call.Service, call.Operation)).Distinct().ToArray();
        Assert.True(asked.Length > 25);
        foreach (var (service, operation) in asked)
        {
            var account = SandboxAccount.FromTemplate("SecurityEssentials");
            account.Faults.Add(new FaultRule(FaultKind.AccessDenied, service, operation));
            var findings = await AuditScene.AuditAsync(account);
            var action = Core.Changes.IamActions.Of(service, operation);
            var needing = RuleCatalog.All.Where(rule => rule.Needs.Any(type => type.IamActions.Contains(action))).ToArray();
            Assert.NotEmpty(needing);
            foreach (var rule in needing)
            {
                var own = findings.Where(finding => finding.RuleId == rule.Info.Id).ToArray();
                var whole = rule.Needs.Any(type => (type.Read is null ? type.Operation == operation && type.Service == service : type.ReadActions.Contains(action)));
                Assert.True(!whole || own.Length == 1 && own[0].Status == FindingStatus.Unknown, $"{rule.Info.Id} without {action}: {string.Join(", ", own.Select(one => one.Status))}");
                Assert.True(whole || PartIsNeverClean(rule, own, operation), $"{rule.Info.Id} passes without {action}");
            }
        }
    }

    [Fact]
    public async Task The_lists_of_one_Region_hide_nothing_of_another()
    {
        var account = SandboxAccount.FromTemplate("Fnd203");
        account.Faults.Add(new FaultRule(FaultKind.AccessDenied, "guardduty", "ListDetectors") { When = FaultOccurrence.Nth(1) });
        var found = await AuditScene.AuditAsync(account, new AuditOptions { Region = ["us-east-1", "eu-west-1"], Rule = ["guardduty-enabled"] });
        Assert.Equal([FindingStatus.Fail, FindingStatus.Unknown], found.Select(finding => finding.Status).Order());
    }

    // Two rules may ask a bucket or a trail about different parts: what a rule does not ask for it may do without.
    private static bool PartIsNeverClean(HardeningRule rule, HardeningFinding[] own, string operation) =>
        !Asks(rule, operation) || own.All(finding => finding.Status != FindingStatus.Pass);

    private static bool Asks(HardeningRule rule, string operation) => (rule.Info.Id, operation) switch
    {
        ("s3-bucket-block", "GetPublicAccessBlock") => true,
        ("s3-bucket-public", "GetBucketPolicyStatus") => true,
        ("s3-bucket-acls-off", "GetBucketOwnershipControls") => true,
        ("s3-bucket-tls", "GetBucketPolicy") => true,
        ("s3-bucket-versioning", "GetBucketVersioning") => true,
        ("s3-bucket-lifecycle", "GetBucketLifecycleConfiguration") => true,
        ("cloudtrail-logging" or "cloudtrail-multi-region" or "cloudtrail-delivery", "GetTrailStatus") => true,
        ("cloudtrail-multi-region", "GetEventSelectors") => true,
        _ => false,
    };

    private static async Task<IReadOnlyList<HardeningFinding>> FindAsync(string id, Action<SandboxAccount> build)
    {
        var account = SandboxAccount.Create();
        build(account);
        return await AuditScene.AuditAsync(account, new AuditOptions { Region = [account.Region], Rule = [id] });
    }
}
