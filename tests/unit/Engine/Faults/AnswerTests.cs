using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Story;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Faults;

/// <summary>AWS says yes and does not say to what.</summary>
public class AnswerTests
{
    [Theory]
    [InlineData(true, HardeningChangeStatus.Applied)]
    [InlineData(false, HardeningChangeStatus.Interrupted)]
    public async Task What_was_accepted_is_looked_for_and_never_taken_for_refused(bool acts, HardeningChangeStatus status)
    {
        using var rehearsal = Rehearsal.Fnd203();
        var before = AccountContent.Of(rehearsal.Account);
        var real = rehearsal.Account.Services.Single(service => service.Service == "ec2");
        rehearsal.Account.Register(new SilentHandler(real, acts));
        var host = new TestHost();
        await rehearsal.SetAsync((await rehearsal.OpenToVpcAsync()).Where(rule => rule.GroupName == Fnd203Names.Web), host);
        rehearsal.Account.Register(real);
        Assert.Equal(status, Assert.Single(await rehearsal.ChangesAsync()).Status);
        Assert.Equal(acts ? 0 : 1, host.Errors.Count);
        Assert.Equal(acts ? 2 : 1, rehearsal.Mutations.Count);
        rehearsal.Reopen();
        await rehearsal.UndoAsync((await rehearsal.ChangesAsync()).Select(change => change.ChangeId), new TestHost());
        Assert.Equal(before, AccountContent.Of(rehearsal.Account));
    }

    private sealed class SilentHandler(IServiceHandler real, bool acts) : IServiceHandler
    {
        public string Service => real.Service;

        public JsonObject Handle(string operation, JsonObject input, CallContext context)
        {
            var silent = operation.StartsWith("Authorize", StringComparison.Ordinal);
            var answer = !silent || acts ? real.Handle(operation, input, context) : [];
            return silent ? new JsonObject { ["Return"] = true } : answer;
        }
    }
}
