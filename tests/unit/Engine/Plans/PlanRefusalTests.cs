using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Errors;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Story;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Plans;

/// <summary>A refused plan changes nothing, and says exactly why.</summary>
public sealed class PlanRefusalTests : IDisposable
{
    private readonly Rehearsal _rehearsal = Rehearsal.Fnd203();

    public void Dispose() => _rehearsal.Dispose();

    [Fact]
    public async Task Another_account()
    {
        var plan = await PlanAsync();
        using var other = new Rehearsal(SandboxAccount.Create(new SandboxOptions { AccountId = "999988887777" }));
        var host = new TestHost();
        Assert.Empty(await other.InvokeAsync(plan, host));
        var error = Assert.Single(host.Errors);
        Assert.Equal("PlanOfAnotherAccount", error.Id);
        Assert.Contains(plan.AccountId, error.Message);
        Assert.Contains("999988887777", error.Message);
        Assert.Empty(other.Mutations);
        Assert.Empty(host.Asked);
    }

    [Fact]
    public async Task Another_Region()
    {
        var plan = await PlanAsync();
        var session = Core.Account.SessionOperation.InRegion(_rehearsal.Session, "eu-west-3");
        var host = new TestHost();
        await foreach (var _ in PlanOperation.InvokeAsync(session, plan, new(), host, TestContext.Current.CancellationToken))
        {
            Assert.Fail("Nothing may be made.");
        }

        Assert.Equal("PlanOfAnotherAccount", Assert.Single(host.Errors).Id);
        Assert.Contains("eu-west-3", host.Errors[0].Message);
        Assert.Empty(_rehearsal.Mutations);
    }

    [Fact]
    public async Task Expired()
    {
        var plan = await PlanAsync();
        _rehearsal.Clock.Advance(PlanWriter.Lifetime);
        Assert.Empty((await InvokeAsync(plan, agrees: false)).Errors);
        _rehearsal.Clock.Advance(TimeSpan.FromSeconds(1));
        await AssertRefusedAsync(plan, "PlanExpired", $"expired at {plan.ExpiresAt:u}");
    }

    [Fact]
    public async Task Applied_already()
    {
        var plan = await PlanAsync();
        var done = await _rehearsal.InvokeAsync(plan, new TestHost());
        await AssertRefusedAsync(plan, "PlanAlreadyApplied", $"{done[0].ChangeId} Applied");
        await _rehearsal.UndoAsync([plan.PlanId], new TestHost());
        await AssertRefusedAsync(plan, "PlanAlreadyApplied", $"{done[0].ChangeId} Undone");
    }

    [Fact]
    public async Task A_part_of_it_applied_by_a_joined_plan()
    {
        var plan = await PlanAsync();
        await _rehearsal.InvokeAsync(PlanOperation.Join([plan], _rehearsal.Clock.GetUtcNow(), "joined"), new TestHost());
        await AssertRefusedAsync(plan, "PlanAlreadyApplied", "Applied");
    }

    [Fact]
    public async Task A_rule_it_takes_away_is_gone()
    {
        var plan = await PlanAsync();
        var web = _rehearsal.Account.GroupId(Fnd203Names.Web);
        var rule = (await _rehearsal.OpenToVpcAsync()).First(one => one.GroupId == web);
        _rehearsal.Account.Revoke(web, egress: false, rule.RuleId);
        await AssertRefusedAsync(plan, "PlanDrifted", $"{web} ({Fnd203Names.Web}): the rule tcp {rule.Ports}-{rule.Ports} from {rule.Source} is gone");
    }

    [Fact]
    public async Task A_rule_it_takes_away_says_something_else()
    {
        var plan = await PlanAsync();
        var rule = (await _rehearsal.OpenToVpcAsync()).First(one => one.GroupName == Fnd203Names.Web);
        _rehearsal.Account.Ec2("CreateTags", ("Resources", Ec2Calls.Texts(rule.RuleId)), ("Tags", Ec2Calls.Tags(("Owner", "ops"))));
        await AssertRefusedAsync(plan, "PlanDrifted", "the tags of the rule", "Owner");
    }

    [Fact]
    public async Task More_changes_than_allowed()
    {
        var plan = await PlanAsync();
        await AssertRefusedAsync(plan, new PlanApplyOptions { MaxChange = 2 }, "PlanOverMaxChange", "has 3 changes, and -MaxChange allows 2");
        Assert.Equal(3, (await InvokeAsync(plan, agrees: false, new() { MaxChange = 3 })).Asked.Count);
    }

    [Fact]
    public async Task A_larger_part_than_allowed()
    {
        var plan = await PlanAsync();
        var groups = _rehearsal.Account.All("DescribeSecurityGroups", "SecurityGroups").Count();
        var changed = plan.Changes.Select(change => change.ResourceId).Distinct().Count();
        var part = 100.0 * changed / groups;
        await AssertRefusedAsync(plan, new PlanApplyOptions { MaxPercent = part - 0.5 }, "PlanOverMaxPercent", $"changes {changed} of {groups} resources");
        Assert.Equal(3, (await InvokeAsync(plan, agrees: false, new() { MaxPercent = part })).Asked.Count);
    }

    [Fact]
    public async Task A_resource_that_cannot_be_read()
    {
        var plan = await PlanAsync();
        _rehearsal.Account.Faults.Add(new Sandbox.Faults.FaultRule(Sandbox.Faults.FaultKind.AccessDenied));
        var host = new TestHost();
        Assert.Empty(await _rehearsal.InvokeAsync(plan, host));
        Assert.Equal("PlanNotVerified", Assert.Single(host.Errors).Id);
        Assert.Contains("ec2:DescribeSecurityGroupRules", host.Errors[0].Message + host.Errors[0].Action);
    }

    [Fact]
    public async Task A_record_whose_document_was_altered()
    {
        var plan = await PlanAsync();
        var altered = plan with { Document = plan.Document.Replace("tcp", "udp", StringComparison.Ordinal) };
        var refused = await Assert.ThrowsAsync<OperationException>(() => _rehearsal.InvokeAsync(altered, new TestHost()));
        Assert.Equal("PlanAltered", refused.Error.Id);
        Assert.All(plan.Changes, change => Assert.Contains($"change {change.ChangeId} of {change.ResourceId}", refused.Error.Message));
        Assert.Empty(_rehearsal.Mutations);
    }

    private async Task<HardeningPlan> PlanAsync() => (await _rehearsal.PlanSetAsync(await _rehearsal.OpenToVpcAsync(), new TestHost()))!;

    private async Task<TestHost> InvokeAsync(HardeningPlan plan, bool agrees, PlanApplyOptions? options = null)
    {
        var host = new TestHost { Agrees = agrees };
        await _rehearsal.InvokeAsync(plan, host, options);
        return host;
    }

    private Task AssertRefusedAsync(HardeningPlan plan, string id, params string[] words) => AssertRefusedAsync(plan, new PlanApplyOptions(), id, words);

    private async Task AssertRefusedAsync(HardeningPlan plan, PlanApplyOptions options, string id, params string[] words)
    {
        var (before, calls) = (AccountContent.Of(_rehearsal.Account), _rehearsal.Mutations.Count);
        _rehearsal.Reopen();
        var host = new TestHost();
        Assert.Empty(await _rehearsal.InvokeAsync(plan, host, options));
        var error = Assert.Single(host.Errors);
        Assert.Equal(id, error.Id);
        Assert.All(words, word => Assert.Contains(word, error.Message));
        Assert.EndsWith("Nothing was changed.", error.Message);
        Assert.Empty(host.Asked);
        Assert.Equal(calls, _rehearsal.Mutations.Count);
        Assert.Equal(before, AccountContent.Of(_rehearsal.Account));
    }
}
