using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Story;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reverts;

/// <summary>Several may wait for the same revert; one makes it.</summary>
public class RevertRaceTests
{
    [Fact]
    public async Task Of_many_who_come_at_once_one_acts()
    {
        using var scene = new RevertScene();
        await scene.ChangeAsync();
        scene.Clock.Advance(RevertScene.After);
        var id = scene.Started[0].Id;
        var sessions = Enumerable.Range(0, 8).Select(_ => scene.Open()).ToArray();
        var results = await Task.WhenAll(sessions.Select(session => Task.Run(() => scene.RevertAsync(id, session))));
        Assert.Single(results, result => result.Outcome == RevertOutcome.Reverted);
        Assert.All(results, result => Assert.Contains(result.Outcome, new[] { RevertOutcome.Reverted, RevertOutcome.Busy, RevertOutcome.Gone }));
        Assert.Equal(3, (await scene.ChangesAsync()).Count(change => change.Undoes is not null));
        Assert.Equal(scene.Before, AccountContent.Of(scene.Account));
    }

    [Fact]
    public async Task Who_comes_while_another_acts_finds_it_busy_and_then_gone()
    {
        using var scene = new RevertScene();
        await scene.ChangeAsync();
        scene.Clock.Advance(RevertScene.After);
        var id = scene.Started[0].Id;
        List<RevertOutcome> meanwhile = [];
        var host = new TestHost { OnAsked = () => meanwhile.Add(scene.RevertAsync(id, scene.Open()).GetAwaiter().GetResult().Outcome) };
        Assert.Equal(RevertOutcome.Reverted, (await scene.RevertAsync(id, host: host)).Outcome);
        Assert.Equal([RevertOutcome.Busy, RevertOutcome.Busy, RevertOutcome.Busy], meanwhile);
        Assert.Equal(RevertOutcome.Gone, (await scene.RevertAsync(id)).Outcome);
    }

    [Fact]
    public async Task Nobody_confirms_what_is_being_taken_back()
    {
        using var scene = new RevertScene();
        await scene.ChangeAsync(group: Fnd203Names.Web);
        scene.Clock.Advance(RevertScene.After);
        var id = scene.Started[0].Id;
        var confirming = new TestHost();
        var host = new TestHost { OnAsked = () => scene.ConfirmAsync(confirming, id).GetAwaiter().GetResult() };
        Assert.Equal(RevertOutcome.Reverted, (await scene.RevertAsync(id, host: host)).Outcome);
        Assert.Equal("RevertUnderWay", Assert.Single(confirming.Errors).Id);
    }

    [Fact]
    public async Task A_revert_that_comes_due_while_the_command_is_at_work_waits_for_its_end_and_takes_all_of_it_back()
    {
        using var scene = new RevertScene();
        List<RevertOutcome> meanwhile = [];
        var host = new TestHost
        {
            OnAsked = () =>
            {
                if (scene.Started.Count > 0)
                {
                    scene.Clock.Advance(RevertScene.After);
                    meanwhile.Add(scene.RevertAsync(scene.Started[0].Id, scene.Open()).GetAwaiter().GetResult().Outcome);
                }
            },
        };
        // At this moment nothing of the set stands yet.
        scene.OnStart = () => meanwhile.Add(scene.RevertAsync(scene.Started[0].Id, scene.Open()).GetAwaiter().GetResult().Outcome);
        await scene.ChangeAsync(host);
        Assert.Equal([RevertOutcome.Busy, RevertOutcome.Busy, RevertOutcome.Busy], meanwhile);
        Assert.Equal(3, (await scene.RevertAsync(scene.Started[0].Id)).Made.Count);
        Assert.Equal(scene.Before, AccountContent.Of(scene.Account));
    }

    [Fact]
    public async Task Whoever_waits_makes_it_when_its_time_has_come()
    {
        using var scene = new RevertScene();
        await scene.ChangeAsync();
        var result = await RevertWaiter.WaitAsync(scene.Session, scene.Started[0].Id, scene.Folder, TimeSpan.Zero, null, RevertScene.Token);
        Assert.Equal(RevertOutcome.Reverted, result.Outcome);
        Assert.Equal(SteppingClock.DefaultStart + RevertScene.After, scene.Clock.GetUtcNow());
        Assert.Equal(scene.Before, AccountContent.Of(scene.Account));
    }

    [Fact]
    public async Task Whoever_waits_goes_home_when_it_is_confirmed()
    {
        using var scene = new RevertScene();
        await scene.ChangeAsync();
        await scene.ConfirmAsync(new TestHost(), scene.Started[0].Id);
        var result = await RevertWaiter.WaitAsync(scene.Session, scene.Started[0].Id, scene.Folder, TimeSpan.Zero, null, RevertScene.Token);
        Assert.Equal(RevertOutcome.Gone, result.Outcome);
        Assert.Equal(SteppingClock.DefaultStart, scene.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Whoever_waits_tries_again_while_AWS_cannot_be_reached()
    {
        using var scene = new RevertScene();
        await scene.ChangeAsync();
        var failures = 0;
        scene.Account.OnCall = (stage, call) =>
        {
            if (stage == CallStage.BeforeEffect && call.Operation == "DescribeSecurityGroupRules" && ++failures <= 7)
            {
                throw new IOException("The network is down.");
            }
        };
        var result = await RevertWaiter.WaitAsync(scene.Session, scene.Started[0].Id, scene.Folder, TimeSpan.Zero, null, RevertScene.Token);
        Assert.Equal(RevertOutcome.Reverted, result.Outcome);
        Assert.True(failures > 7);
        Assert.Equal(scene.Before, AccountContent.Of(scene.Account));
    }
}
