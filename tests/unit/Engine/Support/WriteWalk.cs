using AwsHardening.Core.Changes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using AwsHardening.Seam;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Support;

/// <summary>Walks through the writes of a job: each goes wrong in its turn, or is the last that the process sees. Then there is a way on and a way back.</summary>
internal sealed class WriteWalk
{
    public static bool IsDeep => Environment.GetEnvironmentVariable("AWS_HARDENING_DEEP") == "1";

    /// <summary>An account as it is before the job.</summary>
    public required Func<Rehearsal> Make { get; init; }

    /// <summary>Does the job, and answers how each of its items came out.</summary>
    public required Func<Rehearsal, TestHost, Task<IReadOnlyList<string>>> RunAsync { get; init; }

    /// <summary>What the job is about, as the account tells it.</summary>
    public required Func<Rehearsal, string> State { get; init; }

    /// <summary>Fails where what the job makes does not stand.</summary>
    public required Func<Rehearsal, string, Task> AssertStandsAsync { get; init; }

    /// <summary>True for the error of what cannot be taken back, and is right not to be.</summary>
    public required Func<OperationError, bool> Stays { get; init; }

    public async Task<IReadOnlyList<(string Service, string Operation, int Nth)>> WritesAsync()
    {
        using var rehearsal = Make();
        await RunAsync(rehearsal, new TestHost());
        return FaultPoints.Writes(rehearsal.Account);
    }

    /// <summary>Lets writes go wrong once: every other one, and the others with the next kind, unless there is time.</summary>
    /// <returns>How many writes there are.</returns>
    public async Task<int> FailOnceAsync(FaultKind kind)
    {
        var writes = await WritesAsync();
        foreach (var (service, operation, nth) in writes.Where((_, index) => IsDeep || (index + (int)kind) % 2 == 0))
        {
            using var rehearsal = Make();
            var (before, host, name) = (State(rehearsal), new TestHost(), $"{kind} at {service}:{operation} {nth}");
            rehearsal.Account.Faults.Add(new FaultRule(kind, service, operation) { When = FaultOccurrence.Nth(nth) });
            var statuses = await RunAsync(rehearsal, host);
            AssertNoErrors(host, name);
            Assert.DoesNotContain(statuses, status => status is "Failed" or "Skipped");
            await AssertStandsAsync(rehearsal, name);
            FaultPoints.AssertMadeOnce(rehearsal.Account, name);
            await AssertTakenBackAsync(rehearsal, before, name);
        }

        return writes.Count;
    }

    /// <summary>Lets the process die at each write; after every other death somebody goes on before it is taken back.</summary>
    /// <param name="stage">Before the effect, or after.</param>
    /// <param name="onAsync">Does the job again after a death; null for <see cref="RunAsync"/>.</param>
    public async Task<(int Deaths, int Resumed)> DieAsync(CallStage stage, Func<Rehearsal, TestHost, Task>? onAsync = null)
    {
        onAsync ??= RunAsync;
        var resumed = 0;
        for (var write = 1; ; write++)
        {
            using var rehearsal = Make();
            var (before, name) = (State(rehearsal), $"death {stage} write {write}");
            var left = await ProcessDeath.AtAsync(rehearsal.Account, write, stage,
                () => JournalRemains.Read(rehearsal.JournalPath), () => RunAsync(rehearsal, new TestHost()));
            if (left is null)
            {
                return (write - 1, resumed);
            }

            rehearsal.Reopen();
            await File.WriteAllBytesAsync(rehearsal.JournalPath, left, TestContext.Current.CancellationToken);
            JournalRemains.WriteHead(rehearsal.JournalPath);
            if (write % 2 == 0)
            {
                var host = new TestHost();
                var open = (await rehearsal.ChangesAsync()).Where(change => change.Status == HardeningChangeStatus.Interrupted).Select(change => change.ChangeId).ToArray();
                resumed += (await rehearsal.ResumeAsync(open, host)).Count;
                await onAsync(rehearsal, host);
                AssertNoErrors(host, name);
                await AssertStandsAsync(rehearsal, name);
            }

            await AssertTakenBackAsync(rehearsal, before, name);
        }
    }

    /// <summary>Takes back what did not end, then what stands, and looks whether the journal is whole at the end.</summary>
    public async Task AssertTakenBackAsync(Rehearsal rehearsal, string before, string name)
    {
        var host = new TestHost();
        async Task UndoAsync(Func<HardeningChange, bool> which) => await rehearsal.UndoAsync(
            (await rehearsal.ChangesAsync()).Where(change => change.Undoes is null && which(change)).Select(change => change.ChangeId), host);
        await UndoAsync(change => change.Status is HardeningChangeStatus.Interrupted or HardeningChangeStatus.Failed);
        await UndoAsync(change => change.Status == HardeningChangeStatus.Applied);
        AssertNoErrors(host, name, Stays);
        var now = State(rehearsal);
        Assert.True(before == now, $"{name}:\n{before}\n{now}");
        var view = JournalView.Read(rehearsal.JournalPath);
        Assert.True(view.ChainProblems.Count == 0 && view.DamagedLines.Count == 0, $"{name}: {string.Join("; ", view.ChainProblems)}");
    }

    private static void AssertNoErrors(TestHost host, string name, Func<OperationError, bool>? but = null) => Assert.True(
        host.Errors.All(error => but?.Invoke(error) == true), $"{name}: {string.Join("; ", host.Errors.Select(error => error.Message))}");
}
