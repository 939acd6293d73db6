using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

/// <summary>
/// Something goes wrong at every point of a rotation: at each call, in each way a call can go wrong; at each write of the vault; and by
/// the death of the process before and after each of both. At every moment the vault has a key that works, and whoever comes next ends it.
/// </summary>
public class RotationFaultTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_that_goes_wrong_leaves_a_working_key_and_the_next_run_ends_the_rotation(bool itself)
    {
        var clean = await RotationRun.CleanAsync(itself);
        var points = 0;
        foreach (var kind in FaultPoints.Kinds)
        {
            foreach (var lasting in new[] { false, true })
            {
                for (var call = 1; call <= clean.Calls; call++)
                {
                    using var run = await RotationRun.BeginAsync(itself, $"{kind}{(lasting ? " from" : " at")} call {call}");
                    run.Bench.Account.Faults.Add(new FaultRule(kind) { When = lasting ? FaultOccurrence.After(call - 1) : FaultOccurrence.Nth(call) });
                    await run.UpdateAsync();
                    run.Bench.Account.Faults.Clear();
                    await run.AssertEndsAsync();
                    points++;
                }
            }
        }

        output.WriteLine($"{points} fault points in {clean.Calls} calls");
        Assert.True(clean.Calls > 6, $"{clean.Calls} calls");
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_vault_that_cannot_be_written_leaves_a_working_key_and_the_next_run_ends_the_rotation(bool itself, bool afterEffect)
    {
        var clean = await RotationRun.CleanAsync(itself);
        for (var write = 1; write <= clean.Writes; write++)
        {
            using var run = await RotationRun.BeginAsync(itself, $"vault write {write} fails {(afterEffect ? "after" : "before")} its effect");
            var writes = 0;
            run.OnWrite = after =>
            {
                if (after == afterEffect && ++writes == write)
                {
                    throw new IOException("The disk is full.");
                }
            };
            await run.UpdateAsync();
            run.OnWrite = null;
            await run.AssertEndsAsync();
        }

        output.WriteLine($"{clean.Writes} writes");
        Assert.True(clean.Writes > 5, $"{clean.Writes} writes");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_process_that_dies_leaves_a_working_key_and_whoever_comes_next_ends_the_rotation(bool itself)
    {
        var clean = await RotationRun.CleanAsync(itself);
        var points = 0;
        for (var moment = 1; moment <= clean.Moments; moment++)
        {
            using var run = await RotationRun.BeginAsync(itself, $"death at moment {moment}");
            run.DiesAt = moment;
            await run.UpdateAsync();
            run.Revive();
            await run.AssertEndsAsync();
            points++;
        }

        output.WriteLine($"{points} deaths");
        Assert.True(points > 25, $"{points} deaths");
    }
}
