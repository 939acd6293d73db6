using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Faults;

/// <summary>What happens where nothing goes wrong: how many calls there are to strike, and what the account is like at the end.</summary>
/// <param name="Calls">Calls of the main job.</param>
/// <param name="UndoCalls">Calls of taking it back.</param>
/// <param name="Planned">The account after the main job.</param>
internal sealed record CleanRun(int Calls, int UndoCalls, IReadOnlyList<string> Planned)
{
    public static async Task<CleanRun> OfAsync(FaultScene scene)
    {
        using var run = new FaultRun(scene, "nothing wrong");
        await run.SetAsync();
        var calls = run.Account.Calls.Count;
        var planned = AccountContent.Of(run.Account);
        await run.UndoAllAsync();
        // Where nothing was changed, nothing could go wrong.
        Assert.NotEqual(run.Before, planned);
        return new CleanRun(calls, run.Account.Calls.Count - calls, planned);
    }
}
