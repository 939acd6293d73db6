using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Journals;
using AwsHardening.Core.Errors;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Changes;
using AwsHardening.UnitTests.Engine.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Journals;

/// <summary>
/// Two machines do whatever they like in whatever order, S3 answers as badly as it can, and no entry that was said to be written
/// is ever lost, overwritten or out of order.
/// </summary>
public class SharedJournalLawTests
{
    private static readonly int s_cases = Environment.GetEnvironmentVariable("AWS_HARDENING_DEEP") is { Length: > 0 } ? 2000 : 60;

    private static readonly FaultKind?[] s_faults =
    [
        null, null, FaultKind.Throttle, FaultKind.ServerError, FaultKind.AccessDenied, FaultKind.TimeoutBeforeEffect,
        FaultKind.TimeoutAfterEffect, FaultKind.DropResponse,
    ];

    /// <summary>What a machine does, and what goes wrong with how many of the calls to S3 from the nth on.</summary>
    private sealed record Step(bool IsA, StepKind Kind, FaultKind? Fault, int Nth, int Times)
    {
        public override string ToString() => $"{(IsA ? "A" : "B")} {Kind}{(Fault is null ? "" : $" ({Fault} {Nth}+{Times})")}";
    }

    private enum StepKind
    {
        Open,
        Append,
        Close,
        Die,
        Unlock,
    }

    [Fact]
    public void Nothing_that_was_written_is_lost_or_overwritten() => Law.Holds(Steps(), steps => RunAsync(steps).GetAwaiter().GetResult(), s_cases);

    [Fact]
    public async Task Two_that_write_at_once_write_one_after_the_other()
    {
        using var scene = new SharedScene();
        var (a, b) = (TalkAsync(scene.A, "a"), TalkAsync(scene.B, "b"));
        var said = (await a).Concat(await b).Order(StringComparer.Ordinal);
        var view = await scene.AssertIntactAsync();
        Assert.Equal(said, view.Changes.Select(change => change.Change.Id).Order(StringComparer.Ordinal));
        Assert.Null(view.Hold);
    }

    private static async Task<IReadOnlyList<string>> TalkAsync(Rehearsal machine, string name)
    {
        List<string> said = [];
        while (said.Count < 5)
        {
            try
            {
                var writer = await SharedScene.JournalOf(machine).OpenAsync("arn", SharedScene.Token);
                var id = $"{name}{said.Count}";
                await writer.AppendAsync(JournalKind.Change, id, e => e with { Change = SampleChanges.Simple(id) });
                said.Add(id);
                Assert.Null(await writer.CloseAsync());
            }
            catch (OperationException e) when (e.Error.Id == "JournalBusy")
            {
                await Task.Yield();
            }
        }

        return said;
    }

    private static async Task RunAsync(Step[] steps)
    {
        using var scene = new SharedScene();
        Dictionary<bool, IJournalWriter?> writers = new() { [true] = null, [false] = null };
        List<string> written = [];
        var number = 0;
        foreach (var step in steps)
        {
            scene.Account.Faults.Clear();
            if (step.Fault is { } fault)
            {
                scene.Account.Faults.Add(new FaultRule(fault, "s3") { When = new FaultOccurrence(step.Nth, step.Nth + step.Times - 1) });
            }

            var machine = step.IsA ? scene.A : scene.B;
            try
            {
                await DoAsync(step, machine, writers, $"change-{++number}", written);
            }
            catch (OperationException e)
            {
                Assert.Contains(e.Error.Id, new[] { "JournalBusy", "JournalNotWritten", "JournalUnreadable", "JournalTakenOver" });
            }
        }

        scene.Account.Faults.Clear();
        await Task.WhenAll(writers.Values.OfType<IJournalWriter>().Select(writer => writer.CloseAsync()));
        var view = await scene.AssertIntactAsync();
        // What was said to be written is there, in that order. What was said not to be may be there as well: it announces a call
        // that was never made.
        var present = view.Changes.Select(change => change.Change.Id).ToArray();
        Assert.Equal(written, present.Where(written.Contains));
        Assert.Equal(present.Length, present.Distinct().Count());
    }

    private static async Task DoAsync(
        Step step, Rehearsal machine, Dictionary<bool, IJournalWriter?> writers, string id, List<string> written)
    {
        switch (step.Kind)
        {
            case StepKind.Open when writers[step.IsA] is null:
                writers[step.IsA] = await SharedScene.JournalOf(machine).OpenAsync("arn", SharedScene.Token);
                break;
            case StepKind.Append when writers[step.IsA] is { } writer:
                await writer.AppendAsync(JournalKind.Change, id, e => e with { Change = SampleChanges.Simple(id) });
                written.Add(id);
                break;
            case StepKind.Close when writers[step.IsA] is { } writer:
                writers[step.IsA] = null;
                await writer.CloseAsync();
                break;
            case StepKind.Die when writers[step.IsA] is { } writer:
                // The lock of a dead process is free, and nothing is written any more.
                writers[step.IsA] = null;
                machine.Account.Faults.Clear();
                machine.Account.Faults.Add(new FaultRule(FaultKind.TimeoutBeforeEffect, "s3"));
                await writer.CloseAsync();
                break;
            case StepKind.Unlock when writers[step.IsA] is null:
                await JournalOperation.UnlockAsync(machine.Session, new TestHost(), SharedScene.Token);
                break;
        }
    }

    private static Gen<Step[]> Steps() =>
        (from isA in Gen.Elements(true, false)
         from kind in Gen.Frequency(
             (3, Gen.Constant(StepKind.Open)), (6, Gen.Constant(StepKind.Append)), (2, Gen.Constant(StepKind.Close)),
             (1, Gen.Constant(StepKind.Die)), (1, Gen.Constant(StepKind.Unlock)))
         from fault in Gen.Elements(s_faults)
         from nth in Gen.Choose(1, 6)
         from times in Gen.Elements(1, 1, 2, 9)
         select new Step(isA, kind, fault, nth, times)).ArrayOf(25);
}
