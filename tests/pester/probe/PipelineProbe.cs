using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using AwsHardening.Pipeline;
using AwsHardening.Seam;

namespace AwsHardening.PipelineProbe;

/// <summary>What the probes below have seen, for the tests to read.</summary>
public static class Seen
{
    public static int Started;
    public static int Ended;
    public static int Written;
    public static int Disposed;

    public static void Reset() => Started = Ended = Written = Disposed = 0;

    public static OperationError Error(string id) =>
        new(id, OperationErrorCategory.ObjectNotFound, "Reading " + id + " failed.", "Look elsewhere.", id);
}

/// <summary>A cmdlet whose work is counted in and out.</summary>
public abstract class ProbeCmdlet : AsyncCmdlet
{
    protected override void ProcessRecord() => Run(async (host, stop) =>
    {
        Interlocked.Increment(ref Seen.Started);
        try
        {
            await WorkAsync(host, stop);
        }
        finally
        {
            Interlocked.Increment(ref Seen.Ended);
        }
    });

    protected abstract Task WorkAsync(CmdletHost host, CancellationToken stop);

    protected override void Dispose(bool disposing)
    {
        Interlocked.Increment(ref Seen.Disposed);
        base.Dispose(disposing);
    }
}

/// <summary>Writes numbers, then waits for ever where told to.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Sequence")]
public sealed class TestSequenceCommand : ProbeCmdlet
{
    [Parameter(ValueFromPipeline = true)] public int Count { get; set; } = 1;

    [Parameter] public SwitchParameter ThenWait { get; set; }

    protected override async Task WorkAsync(CmdletHost host, CancellationToken stop)
    {
        for (var i = 1; i <= Count; i++)
        {
            await host.WriteObjectAsync(i, stop);
            Interlocked.Increment(ref Seen.Written);
        }

        if (ThenWait)
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
    }
}

/// <summary>Writes an error, an object, an error, an object, and talks in between.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Mixture")]
public sealed class TestMixtureCommand : ProbeCmdlet
{
    protected override async Task WorkAsync(CmdletHost host, CancellationToken stop)
    {
        host.WriteVerbose("one");
        await host.WriteErrorAsync(Seen.Error("First"), stop);
        await host.WriteObjectAsync(1, stop);
        host.WriteWarning("careful");
        host.WriteProgress("probing", "half", 50);
        await host.WriteErrorAsync(Seen.Error("Second"), stop);
        await host.WriteObjectAsync(2, stop);
        host.WriteProgress("probing", "", 101);
    }
}

/// <summary>Asks both questions from a worker, and writes the answers.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Question", SupportsShouldProcess = true)]
public sealed class TestQuestionCommand : ProbeCmdlet
{
    protected override async Task WorkAsync(CmdletHost host, CancellationToken stop)
    {
        if (await host.ShouldProcessAsync("target", "action", stop))
        {
            var answer = await host.ShouldContinueAsync("Sure?", "Caption", stop);
            await host.WriteObjectAsync(answer is null ? "nobody" : answer.ToString(), stop);
        }
        else
        {
            await host.WriteObjectAsync("no", stop);
        }
    }
}

/// <summary>Fails in a way that nobody foresaw.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Failure")]
public sealed class TestFailureCommand : ProbeCmdlet
{
    protected override Task WorkAsync(CmdletHost host, CancellationToken stop) =>
        throw new FormatException("unforeseen");
}

/// <summary>Keeps asking after the pipeline has gone.</summary>
[Cmdlet(VerbsDiagnostic.Test, "LateQuestion", SupportsShouldProcess = true)]
public sealed class TestLateQuestionCommand : ProbeCmdlet
{
    protected override async Task WorkAsync(CmdletHost host, CancellationToken stop)
    {
        try
        {
            await host.WriteObjectAsync(1, stop);
            await host.WriteObjectAsync(2, stop);
        }
        catch (OperationCanceledException)
        {
            // A worker that cleans up must be answered, or the pipeline thread would wait for it for ever.
            await host.ShouldProcessAsync("target", "action", CancellationToken.None);
        }
    }
}
