using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Errors;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Plans;

/// <summary>Changes of one resource in one plan: each expects what the one before it leaves.</summary>
public sealed class StackedPlanTests : IDisposable
{
    private const string Name = "team-state";

    private static readonly StateBucketOptions s_plain = new();
    private static readonly StateBucketOptions s_tagged = new() { Tags = new Dictionary<string, string> { ["Owner"] = "ops" } };
    private static readonly StateBucketOptions s_retagged = new() { Tags = new Dictionary<string, string> { ["Owner"] = "platform" } };

    private readonly Rehearsal _rehearsal = Rehearsal.Fnd203();

    public void Dispose() => _rehearsal.Dispose();

    [Fact]
    public async Task Changes_of_the_same_setting_are_taken_back_by_one_plan()
    {
        var plan = await StackAsync();
        var host = new TestHost();
        Assert.Equal(3, (await _rehearsal.InvokeAsync(plan, host)).Count);
        Assert.Empty(host.Errors);
        Assert.Equal("", BucketText.Of(_rehearsal.Account));
        // And that by one plan again, by its id.
        _rehearsal.Reopen();
        var redo = (await _rehearsal.PlanUndoAsync(new UndoOptions { Id = [plan.PlanId] }, host))!;
        await _rehearsal.InvokeAsync(redo, host);
        Assert.Empty(host.Errors);
        Assert.Contains("\"platform\"", BucketText.Of(_rehearsal.Account), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drift_of_the_newest_refuses_the_whole_plan()
    {
        var plan = await StackAsync();
        _rehearsal.Account.S3("DeleteBucketTagging", new { Bucket = Name });
        var writes = _rehearsal.Mutations.Count;
        var host = new TestHost();
        Assert.Empty(await _rehearsal.InvokeAsync(plan, host));
        Assert.Equal("PlanDrifted", Assert.Single(host.Errors).Id);
        Assert.Equal(writes, _rehearsal.Mutations.Count);
    }

    [Fact]
    public async Task What_changes_while_the_plan_is_applied_ends_it_before_the_next_change()
    {
        var plan = await StackAsync();
        var asked = 0;
        var host = new TestHost
        {
            OnAsked = () =>
            {
                if (++asked == 1)
                {
                    // Not what the first change writes, but what the last one expects to find.
                    _rehearsal.Account.S3("PutBucketVersioning", new { Bucket = Name, VersioningConfiguration = new { Status = "Suspended" } });
                }
            },
        };
        Assert.Equal(2, (await _rehearsal.InvokeAsync(plan, host)).Count);
        var error = Assert.Single(host.Errors);
        Assert.Equal("PlanDrifted", error.Id);
        Assert.Contains("no longer fits what the changes before it left", error.Message, StringComparison.Ordinal);
        Assert.Contains(Name, BucketText.Of(_rehearsal.Account), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_declined_ends_the_plan_before_what_stands_on_it()
    {
        var plan = await StackAsync();
        var before = BucketText.Of(_rehearsal.Account);
        var host = new TestHost { Agrees = false };
        Assert.Empty(await _rehearsal.InvokeAsync(plan, host));
        Assert.Single(host.Asked);
        Assert.Equal("PlanDrifted", Assert.Single(host.Errors).Id);
        Assert.Equal(before, BucketText.Of(_rehearsal.Account));
    }

    [Fact]
    public async Task Plans_that_raise_the_same_setting_are_not_joined_and_those_of_others_are()
    {
        await NewAsync(s_plain);
        var tagged = await PlanAsync(Name, s_tagged);
        var retagged = await PlanAsync(Name, s_retagged);
        var expiring = await PlanAsync(Name, new StateBucketOptions { NoncurrentVersionExpirationInDays = 30 });
        var refused = Assert.Throws<OperationException>(() => PlanOperation.Join([tagged, retagged]));
        Assert.Contains("Tagging is changed by an earlier plan too", refused.Error.Message, StringComparison.Ordinal);
        var joined = PlanOperation.Join([tagged, expiring]);
        var host = new TestHost();
        Assert.Equal(2, (await _rehearsal.InvokeAsync(joined, host)).Count);
        Assert.Empty(host.Errors);
    }

    [Fact]
    public async Task Plans_of_both_sides_of_a_flow_are_not_joined()
    {
        var rules = await _rehearsal.OpenToVpcAsync();
        var ingress = (await _rehearsal.PlanSetAsync(rules.Where(rule => rule.Direction == RuleDirection.Ingress), new TestHost()))!;
        var egress = (await _rehearsal.PlanSetAsync(rules.Where(rule => rule.Direction == RuleDirection.Egress), new TestHost()))!;
        foreach (var plans in new[] { new[] { ingress, egress }, [egress, ingress] })
        {
            var refused = Assert.Throws<OperationException>(() => PlanOperation.Join(plans));
            Assert.Equal("PlanNotJoinable", refused.Error.Id);
            Assert.Contains("both sides of a flow", refused.Error.Message, StringComparison.Ordinal);
            Assert.Contains("Plan both with one command", refused.Error.Action, StringComparison.Ordinal);
        }
    }

    private async Task<HardeningPlan> StackAsync()
    {
        await NewAsync(s_plain);
        await NewAsync(s_tagged);
        await NewAsync(s_retagged);
        _rehearsal.Reopen();
        var host = new TestHost();
        var plan = (await _rehearsal.PlanUndoAsync(new UndoOptions { Id = [.. (await _rehearsal.ChangesAsync()).Select(change => change.ChangeId)] }, host))!;
        Assert.Empty(host.Errors);
        Assert.Equal(3, plan.Changes.Count);
        _rehearsal.Reopen();
        return PlanOperation.Parse(plan.Document, "file");
    }

    private async Task<HardeningPlan> PlanAsync(string name, StateBucketOptions options) => (await StateBucketOperation.PlanAsync(
        _rehearsal.Session, [name], options, new TestHost(), TestContext.Current.CancellationToken))!;

    private async Task NewAsync(StateBucketOptions options)
    {
        var host = new TestHost();
        await StateBucketOperation.NewAsync(_rehearsal.Session, [Name], options, host, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.Empty(host.Errors);
    }
}
