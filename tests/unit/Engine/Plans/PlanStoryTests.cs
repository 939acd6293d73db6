using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Network;
using AwsHardening.UnitTests.Engine.Story;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Plans;

public sealed class PlanStoryTests : IDisposable
{
    private readonly Rehearsal _rehearsal = Rehearsal.Fnd203();

    public void Dispose() => _rehearsal.Dispose();

    [Fact]
    public async Task Planning_asks_nothing_changes_nothing_and_writes_no_journal()
    {
        var host = new TestHost();
        var before = AccountContent.Of(_rehearsal.Account);
        var plan = (await _rehearsal.PlanSetAsync(await _rehearsal.OpenToVpcAsync(), host))!;
        Assert.Equal(3, plan.Changes.Count);
        Assert.Empty(host.Asked);
        Assert.Empty(host.AskedTwice);
        Assert.Empty(_rehearsal.Mutations);
        Assert.Empty(Directory.GetFileSystemEntries(_rehearsal.StateFolder));
        Assert.Equal(before, AccountContent.Of(_rehearsal.Account));
        Assert.Equal(SteppedTo(PlanWriter.Lifetime), plan.ExpiresAt);
        Assert.Contains(plan.Reads, read => read.What == "NetworkInterfaces" && read.Count > 0);
    }

    [Fact]
    public async Task Nothing_to_do_is_no_plan()
    {
        await _rehearsal.SetAsync(await _rehearsal.OpenToVpcAsync(), new TestHost());
        Assert.Null(await _rehearsal.PlanSetAsync((await _rehearsal.OpenToVpcAsync()).Where(rule => rule.GroupName == Fnd203Names.Web), new TestHost()));
        Assert.Null(await _rehearsal.PlanUndoAsync(new UndoOptions { Since = SteppedTo(TimeSpan.FromDays(1)) }, new TestHost()));
    }

    [Fact]
    public async Task A_plan_makes_the_very_calls_that_acting_at_once_makes()
    {
        using var direct = Rehearsal.Fnd203();
        await direct.SetAsync(await direct.OpenToVpcAsync(), new TestHost());
        var plan = (await _rehearsal.PlanSetAsync(await _rehearsal.OpenToVpcAsync(), new TestHost()))!;
        _rehearsal.Reopen();
        var host = new TestHost();
        var done = await _rehearsal.InvokeAsync(PlanOperation.Parse(plan.Document, "file"), host);
        Assert.Empty(host.Errors);
        Assert.Empty(host.Warnings);
        Assert.Equal(3, host.Asked.Count);
        Assert.Equal(plan.Changes.Select(change => change.ChangeId), done.Select(change => change.ChangeId));
        Assert.All(done, change => Assert.Equal((plan.PlanId, HardeningChangeStatus.Applied), (change.PlanId, change.Status)));
        Assert.Equal(AccountContent.Of(direct.Account), AccountContent.Of(_rehearsal.Account));
        Assert.Equal(direct.Mutations.Select(call => call.Parameters.ToJsonString()), _rehearsal.Mutations.Select(call => call.Parameters.ToJsonString()));
    }

    [Fact]
    public async Task A_plan_is_taken_back_by_its_id_and_that_by_its_own()
    {
        var before = AccountContent.Of(_rehearsal.Account);
        var plan = (await _rehearsal.PlanSetAsync(await _rehearsal.OpenToVpcAsync(), new TestHost()))!;
        await _rehearsal.InvokeAsync(plan, new TestHost());
        var after = AccountContent.Of(_rehearsal.Account);
        _rehearsal.Reopen();
        var undo = (await _rehearsal.PlanUndoAsync(new UndoOptions { Id = [plan.PlanId] }, new TestHost()))!;
        Assert.Equal(plan.Changes.Select(change => change.ResourceId).Reverse(), undo.Changes.Select(change => change.ResourceId));
        Assert.Equal(after, AccountContent.Of(_rehearsal.Account));
        _rehearsal.Reopen();
        var host = new TestHost();
        Assert.Equal(3, (await _rehearsal.InvokeAsync(undo, host)).Count);
        Assert.Empty(host.Errors);
        Assert.Equal(before, AccountContent.Of(_rehearsal.Account));
        Assert.All((await _rehearsal.ChangesAsync()).Take(3), change => Assert.Equal(HardeningChangeStatus.Undone, change.Status));
        Assert.Equal(3, (await _rehearsal.UndoAsync([undo.PlanId], host)).Count);
        Assert.Empty(host.Errors);
        Assert.Equal(after, AccountContent.Of(_rehearsal.Account));
    }

    [Fact]
    public async Task A_rule_made_again_by_hand_is_found_under_its_new_id()
    {
        var rule = (await _rehearsal.OpenToVpcAsync()).First(one => one.GroupName == Fnd203Names.Web);
        var plan = (await _rehearsal.PlanSetAsync([rule], new TestHost()))!;
        _rehearsal.Account.Revoke(rule.GroupId, egress: false, rule.RuleId);
        _rehearsal.Account.Authorize(rule.GroupId, egress: false, Ec2Calls.Tcp(int.Parse(rule.Ports), rule.Source, rule.Description ?? ""));
        var host = new TestHost();
        Assert.Single(await _rehearsal.InvokeAsync(plan, host));
        Assert.Empty(host.Errors);
        Assert.Contains(host.Warnings, warning => warning.Contains("SecurityGroupRules", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_plan_was_based_on_is_said_to_have_changed()
    {
        var plan = (await _rehearsal.PlanSetAsync(await _rehearsal.OpenToVpcAsync(), new TestHost()))!;
        _rehearsal.Account.Ec2("CreateVpc", ("CidrBlock", "10.99.0.0/16"));
        var host = new TestHost();
        Assert.Equal(3, (await _rehearsal.InvokeAsync(plan, host)).Count);
        Assert.Contains(host.Warnings, warning => warning.Contains("Vpcs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_change_that_was_declined_is_said_to_weaken_what_follows()
    {
        var plan = (await _rehearsal.PlanSetAsync(await _rehearsal.OpenToVpcAsync(), new TestHost()))!;
        var host = new TestHost { Agrees = false };
        Assert.Empty(await _rehearsal.InvokeAsync(plan, host));
        Assert.Equal(3, host.Warnings.Count);
        Assert.Empty(_rehearsal.Mutations);
        Assert.False(File.Exists(_rehearsal.JournalPath));
    }

    [Fact]
    public async Task A_risk_is_written_down_and_asked_about_when_the_plan_is_applied()
    {
        var rule = (await _rehearsal.OpenToVpcAsync()).First(one => one.GroupName == Fnd203Names.Poc);
        var options = new SgPeerReferenceOptions { Peer = [_rehearsal.Account.GroupId(Fnd203Names.Poc)] };
        var planning = new TestHost();
        var plan = (await _rehearsal.PlanSetAsync([rule], planning, options))!;
        Assert.NotEmpty(Assert.Single(plan.Changes).Risks);
        Assert.Empty(planning.AskedTwice);
        foreach (bool? answer in new bool?[] { null, false })
        {
            var host = new TestHost { Continues = answer };
            Assert.Empty(await _rehearsal.InvokeAsync(plan, host));
            Assert.Equal("PlanNotSafe", Assert.Single(host.Errors).Id);
            Assert.Single(host.AskedTwice);
        }

        Assert.Empty(_rehearsal.Mutations);
        Assert.Single(await _rehearsal.InvokeAsync(plan, new TestHost(), new() { Force = true }));
    }

    [Fact]
    public async Task Two_commands_with_the_same_plan_make_it_once()
    {
        var plan = (await _rehearsal.PlanSetAsync(await _rehearsal.OpenToVpcAsync(), new TestHost()))!;
        // The second comes between the first one's checks and its first change.
        var second = _rehearsal.Open();
        List<HardeningChange> bySecond = [];
        var began = false;
        var host = new TestHost
        {
            OnAsked = () =>
            {
                if (!began)
                {
                    began = true;
                    bySecond = PlanOperation.InvokeAsync(second, plan, new(), new TestHost(), default).ToListAsync().AsTask().GetAwaiter().GetResult();
                }
            },
        };
        Assert.Empty(await _rehearsal.InvokeAsync(plan, host));
        Assert.Equal(3, bySecond.Count);
        Assert.Equal("ChangeAlreadyMade", Assert.Single(host.Errors).Id);
        Assert.Equal(3, (await _rehearsal.ChangesAsync()).Count);
        Assert.All(await _rehearsal.ChangesAsync(), change => Assert.Equal(HardeningChangeStatus.Applied, change.Status));
    }

    [Fact]
    public async Task Plans_of_different_rules_are_joined_in_order()
    {
        var rules = await _rehearsal.OpenToVpcAsync();
        var web = (await _rehearsal.PlanSetAsync(rules.Where(rule => rule.GroupName == Fnd203Names.Web), new TestHost()))!;
        _rehearsal.Clock.Advance(TimeSpan.FromHours(1));
        var database = (await _rehearsal.PlanSetAsync(rules.Where(rule => rule.GroupName == Fnd203Names.Database), new TestHost()))!;
        var joined = PlanOperation.Join([database, web], _rehearsal.Clock.GetUtcNow(), "joined");
        Assert.Equal(database.Changes.Concat(web.Changes).Select(change => change.ChangeId), joined.Changes.Select(change => change.ChangeId));
        Assert.Equal(web.ExpiresAt, joined.ExpiresAt);
        Assert.Equal("joined", joined.PlanId);
        var host = new TestHost();
        Assert.Equal(joined.Changes.Count, (await _rehearsal.InvokeAsync(joined, host)).Count);
        Assert.Empty(host.Errors);
    }

    [Fact]
    public async Task Plans_that_change_the_same_thing_are_not_joined()
    {
        var plan = (await _rehearsal.PlanSetAsync(await _rehearsal.OpenToVpcAsync(), new TestHost()))!;
        var again = (await _rehearsal.PlanSetAsync(await _rehearsal.OpenToVpcAsync(), new TestHost()))!;
        foreach (var second in new[] { plan, again })
        {
            var refused = Assert.Throws<OperationException>(() => PlanOperation.Join([plan, second], _rehearsal.Clock.GetUtcNow(), "joined"));
            Assert.Equal("PlanNotJoinable", refused.Error.Id);
            Assert.Contains("changed by an earlier plan too", refused.Error.Message);
        }
    }

    [Fact]
    public async Task Plans_of_different_accounts_are_not_joined()
    {
        var plan = (await _rehearsal.PlanSetAsync(await _rehearsal.OpenToVpcAsync(), new TestHost()))!;
        var other = (PlanDocument.Parse(plan.Document) with { AccountId = "999988887777" }).Sealed().ToRecord();
        var refused = Assert.Throws<OperationException>(() => PlanOperation.Join([plan, other], _rehearsal.Clock.GetUtcNow(), "joined"));
        Assert.Contains("999988887777", refused.Error.Message);
    }

    private static DateTimeOffset SteppedTo(TimeSpan later) => AwsHardening.Sandbox.SteppingClock.DefaultStart + later;
}
