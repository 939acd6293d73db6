using AwsHardening.Core.Audit;
using AwsHardening.Core.Changes;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Audit;

/// <summary>Several Regions at the same time: calls overlap, the journal has one writer.</summary>
public sealed class ParallelBaselineTests : IDisposable
{
    private readonly Rehearsal _rehearsal = Rehearsal.Fnd203();
    private readonly TestHost _host = new();

    public void Dispose() => _rehearsal.Dispose();

    // Would wait for ever, if one Region waited for another.
    [Fact(Timeout = 60_000)]
    public async Task Changes_of_several_Regions_are_in_flight_at_the_same_time_and_the_journal_stays_whole()
    {
        var gate = new Gate(_rehearsal.Account, "CreateDetector", AuditScene.Regions.Length);
        var items = await _rehearsal.EnableAsync(_host);
        Assert.Equal(AuditScene.Regions.Order(), gate.Regions.Order());
        Assert.Empty(_host.Errors);
        Assert.All(items, item => Assert.Equal("Created", item.Status));
        // Whichever Region was done first, they are shown in their order.
        Assert.Equal(AuditScene.Regions.Order().OrderBy(region => region != "us-east-1"), items.Where(item => item.Service == "GuardDuty").Select(item => item.Region));
        await AssertWholeJournalAsync();
        await UndoAllAsync();
        Assert.All(await _rehearsal.GetBaselineAsync(_host), fact => Assert.Equal("No", fact.State));
        await AssertWholeJournalAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task No_more_Regions_than_the_limit_are_set_up_at_once()
    {
        var gate = new Gate(_rehearsal.Account, "CreateDetector", 2);
        await _rehearsal.EnableAsync(_host, AuditScene.Options() with { Include = [AuditBaselineService.GuardDuty], ThrottleLimit = 2 });
        Assert.Equal(2, gate.Most);
        Assert.Equal(3, gate.Regions.Count);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_plan_is_written_in_the_order_of_the_Regions()
    {
        var plan = await AuditBaselineOperation.PlanAsync(_rehearsal.Session, AuditScene.Options() with { Include = [AuditBaselineService.GuardDuty] }, _host, TestContext.Current.CancellationToken);
        Assert.Equal(["us-east-1", "ap-south-1", "eu-west-1"], plan!.Changes.Select(change => change.Action.Split(' ')[^1]));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_Region_that_is_refused_is_told_and_the_others_are_set_up()
    {
        var gate = new Gate(_rehearsal.Account, "CreateDetector", AuditScene.Regions.Length);
        _rehearsal.Account.Faults.Add(new FaultRule(FaultKind.AccessDenied, "guardduty", "CreateDetector") { When = FaultOccurrence.Nth(2) });
        var items = await _rehearsal.EnableAsync(_host);
        Assert.Equal(3, gate.Regions.Count);
        var failed = Assert.Single(items, item => item.Status == "Failed");
        Assert.Contains("guardduty:CreateDetector", Assert.Single(_host.Errors).Action, StringComparison.Ordinal);
        Assert.All(items.Where(item => item != failed), item => Assert.Equal("Created", item.Status));
        await AssertWholeJournalAsync();
        // Once more, only what is missing is made.
        _rehearsal.Account.ClearCalls();
        await _rehearsal.EnableAsync(_host);
        Assert.Equal(failed.Region, Assert.Single(_rehearsal.Mutations).Region);
    }

    [Fact(Timeout = 60_000)]
    public async Task Whoever_reads_no_further_leaves_nothing_under_way_and_a_whole_journal()
    {
        var options = AuditScene.Options() with { Include = [AuditBaselineService.GuardDuty] };
        var gate = new Gate(_rehearsal.Account, "CreateDetector", AuditScene.Regions.Length);
        await foreach (var item in AuditBaselineOperation.EnableAsync(_rehearsal.Session, options, _host, TestContext.Current.CancellationToken))
        {
            Assert.Equal("Created", item.Status);
            break;
        }

        Assert.Equal(3, gate.Regions.Count);
        await AssertWholeJournalAsync();
        Assert.All(await _rehearsal.ChangesAsync(), change => Assert.Equal(HardeningChangeStatus.Applied, change.Status));
        await UndoAllAsync();
        Assert.All(await _rehearsal.GetBaselineAsync(_host, options), fact => Assert.Equal("No", fact.State));
    }

    private async Task UndoAllAsync() => await _rehearsal.UndoAsync((await _rehearsal.ChangesAsync()).Where(change => change.Undoes is null).Select(change => change.ChangeId), _host);

    private async Task AssertWholeJournalAsync()
    {
        var view = JournalView.Read(_rehearsal.JournalPath);
        Assert.Empty(view.ChainProblems);
        Assert.Empty(view.DamagedLines);
        Assert.Null(view.HalfLine);
        Assert.All(await _rehearsal.ChangesAsync(), change => Assert.NotEqual(HardeningChangeStatus.Interrupted, change.Status));
        Assert.All(view.Changes, change => Assert.Equal(
            change.Entries.Count(entry => entry.Kind == JournalKind.Intent), change.Entries.Count(entry => entry.Kind == JournalKind.Outcome)));
    }
}
