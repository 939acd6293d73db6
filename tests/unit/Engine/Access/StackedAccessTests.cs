using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Access;

/// <summary>Changes of the same role policy, log group and document, taken back by one plan.</summary>
public sealed class StackedAccessTests : IDisposable
{
    private readonly AccessScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Session_logging_that_was_changed_twice_is_taken_back_by_one_plan()
    {
        var before = _scene.Picture();
        await _scene.EnableLoggingAsync();
        await _scene.EnableLoggingAsync(AccessScene.Logging with { KeyPrefix = "elsewhere" });
        Assert.Empty(_scene.Host.Errors);
        _scene.Reopen();
        var plan = (await _scene.PlanUndoAllAsync())!;
        Assert.Empty(_scene.Host.Errors);
        Assert.True(plan.Changes.Where(change => change.ResourceType == "AWS::SSM::Document").Count() > 1);
        await _scene.InvokeAsync(plan);
        Assert.Empty(_scene.Host.Errors);
        Assert.Equal(before, _scene.Picture());
    }
}
