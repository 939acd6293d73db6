using AwsHardening.Sandbox;

namespace AwsHardening.UnitTests.Engine.Support;

/// <summary>The end of a process at one of its writes: no call after that returns to it, and what it had written by then is what it leaves.</summary>
internal static class ProcessDeath
{
    /// <summary>Runs until the write.</summary>
    /// <param name="account">The account.</param>
    /// <param name="write">Which write, from 1.</param>
    /// <param name="at">Before its effect, or after.</param>
    /// <param name="leave">Reads what the process leaves.</param>
    /// <param name="run">What the process does.</param>
    /// <param name="isWrite">What counts as a write; null for every call that changes something.</param>
    /// <returns>What it leaves; null when there are fewer writes.</returns>
    public static async Task<T?> AtAsync<T>(
        SandboxAccount account, int write, CallStage at, Func<T> leave, Func<Task> run, Func<SandboxCall, bool>? isWrite = null)
        where T : class
    {
        isWrite ??= call => OperationKind.IsMutating(call.Operation, call.Parameters);
        T? left = null;
        var writes = 0;
        account.OnCall = (stage, call) =>
        {
            if (left is null && stage == at && isWrite(call) && ++writes == write)
            {
                left = leave();
            }

            if (left is not null)
            {
                throw new ProcessEndedException();
            }
        };
        try
        {
            await run();
        }
        catch (ProcessEndedException)
        {
            // It died while it was reading what to do next.
        }

        account.OnCall = null;
        return left;
    }

    private sealed class ProcessEndedException() : Exception("The process ended.");
}
