using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.UnitTests.Engine.Reverts;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Changes;

/// <summary>A change that no call takes back is asked for twice, whichever command makes it.</summary>
public sealed class SecondQuestionTests
{
    [Theory]
    [InlineData(true, false, 1, 1)]
    [InlineData(false, false, 0, 1)]
    [InlineData(true, true, 1, 0)]
    [InlineData(null, true, 1, 0)]
    public async Task It_is_made_when_it_is_agreed_to_twice_or_forced(bool? answer, bool force, int writes, int questions)
    {
        using var scene = new RevertScene();
        var host = new TestHost { Continues = answer };
        await RunAsync(scene, host, force, book: null, reversible: false);

        Assert.Equal(questions, host.AskedTwice.Count);
        Assert.Equal(writes, scene.Writes);
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_it_is_not_made_and_the_error_says_what_to_say()
    {
        using var scene = new RevertScene();
        var host = new TestHost { Continues = null };
        var result = await RunAsync(scene, host, force: false, book: null, reversible: false);

        Assert.Equal("ConfirmationNeeded", result.Error!.Id);
        Assert.Contains("-Force", result.Error.Action, StringComparison.Ordinal);
        Assert.Equal(0, scene.Writes);
    }

    [Fact]
    public async Task What_a_call_takes_back_is_asked_for_once_and_what_is_planned_not_at_all()
    {
        using var scene = new RevertScene();
        var host = new TestHost { Continues = false };
        await RunAsync(scene, host, force: false, book: null, reversible: true);
        Assert.Single(host.Asked);
        Assert.Empty(host.AskedTwice);

        var book = new PlanBook();
        await RunAsync(scene, host, force: false, book, reversible: false);
        Assert.Empty(host.AskedTwice);
        Assert.Single(book.Changes);
    }

    private static async Task<ChangeResult> RunAsync(RevertScene scene, TestHost host, bool force, PlanBook? book, bool reversible)
    {
        var run = new ChangeRunOptions { Force = force, Book = book };
        await using var runner = (await ChangeRunner.BeginAsync(scene.Session, run, host, RevertScene.Token))!;
        var change = runner.Header("AWS::Logs::LogGroup", "trail", "trail", "Makes a log group.") with
        {
            Calls = [Call("make", "CreateLogGroup", "unmake")],
            Inverse = reversible ? [Call("unmake", "DeleteLogGroup", "make")] : [],
        };
        return await runner.RunAsync(change, "act", settle: null, known: null, RevertScene.Token);
    }

    private static ApiCall Call(string id, string operation, string counterpart) =>
        new(id, "logs", operation, new() { ["LogGroupName"] = "trail" }, counterpart, []);
}
