using System.Text.RegularExpressions;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Kill;

/// <summary>A served account and a state folder: a shell works on them until it is killed, and then the engine in this process.</summary>
internal sealed partial class KillScene : IAsyncDisposable
{
    // No test waits for time to pass; this only ends one whose shell hangs.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly SandboxServer _server;

    public KillScene()
    {
        Account = SandboxAccount.FromTemplate("Fnd203");
        _server = SandboxServer.Start(Account);
        Engine = new Rehearsal(Account);
    }

    public SandboxAccount Account { get; }

    /// <summary>The engine, over the very journal that the shell writes.</summary>
    public Rehearsal Engine { get; }

    public Shell Start(string script) => Shell.Start(script, _server.Endpoint, Engine.StateFolder);

    /// <summary>
    /// Runs a script, and kills it while the served account holds its Nth write, before or after the effect: the shell has
    /// written down that it makes the call, and hears nothing of it any more.
    /// </summary>
    /// <returns>False where it came to its end with fewer writes.</returns>
    public async Task<bool> KillAtAsync(string script, int write, CallStage at)
    {
        using var released = new ManualResetEventSlim();
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writes = 0;
        Account.OnCall = (stage, call) =>
        {
            if (stage == at && OperationKind.IsMutating(call.Operation, call.Parameters) && ++writes == write)
            {
                held.SetResult();
                released.Wait(s_patience);
                throw new ProcessEndedException();
            }
        };
        using var shell = Start(script);
        try
        {
            if (await Task.WhenAny(held.Task, shell.Exited).WaitAsync(s_patience, TestContext.Current.CancellationToken) != held.Task)
            {
                await shell.ReadAsync(TestContext.Current.CancellationToken);
                return false;
            }

            await shell.KillAsync();
            return true;
        }
        finally
        {
            released.Set();
            Account.OnCall = null;
        }
    }

    /// <summary>What stands in the account, by resource: read past the engine and past the wire.</summary>
    public IReadOnlyDictionary<string, string> Contents()
    {
        // A rule's description names the one it replaces, which AWS issues a new id for when it is made again.
        var groups = AccountContent.Of(Account).Select(line => RuleId().Replace(line, "sgr")).Order(StringComparer.Ordinal)
            .GroupBy(line => line.Split('|')[0]);
        var buckets = BucketText.Of(Account).Split('\n', StringSplitOptions.RemoveEmptyEntries).GroupBy(line => line.Split(' ')[0]);
        return groups.Concat(buckets).ToDictionary(lines => lines.Key, lines => string.Join('\n', lines));
    }

    /// <summary>The writes that had an effect, each with what it was about.</summary>
    public IReadOnlyList<string> Effects() =>
    [
        .. Account.Calls.Where(call => call.Mutating && call.ErrorCode is null)
            .Select(call => $"{call.Operation} {call.Parameters["GroupId"] ?? call.Parameters["Bucket"]}").Order(StringComparer.Ordinal),
    ];

    public async Task UndoAsync(Func<HardeningChange, bool> which)
    {
        string[] ids = [.. (await Engine.ChangesAsync()).Where(which).Select(change => change.ChangeId)];
        if (ids.Length > 0)
        {
            var host = new TestHost();
            await Engine.UndoAsync(ids, host);
            Assert.Empty(host.Errors);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Engine.Dispose();
        await _server.DisposeAsync();
    }

    [GeneratedRegex("sgr-[0-9a-f]+")]
    private static partial Regex RuleId();

    private sealed class ProcessEndedException() : Exception("The process ended.");
}
