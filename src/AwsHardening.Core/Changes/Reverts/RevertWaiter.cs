using AwsHardening.Core.Account;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes.Reverts;

/// <summary>Waits until a revert is due and makes it.</summary>
internal static class RevertWaiter
{
    // Short steps: a machine that slept wakes up late, and a confirmed revert should not keep a process.
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_patience = TimeSpan.FromHours(1);

    /// <summary>Waits, makes the revert, and tries again for an hour while the cause may pass: a busy journal, an unreachable AWS.</summary>
    /// <param name="session">The session.</param>
    /// <param name="id">The revert.</param>
    /// <param name="folder">Where it stands.</param>
    /// <param name="grace">How long to leave it to others once it is due.</param>
    /// <param name="onlooker">Whoever looks on, or null.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<RevertResult> WaitAsync(
        HardeningSession session, string id, RevertFolder folder, TimeSpan grace, IOperationHost? onlooker,
        CancellationToken cancellationToken)
    {
        var time = AwsSession.Of(session).Settings.Time;
        while (folder.Read(id) is { } entry)
        {
            var left = entry.DueAt + grace - time.GetUtcNow();
            if (left > TimeSpan.Zero)
            {
                await Task.Delay(left < s_step ? left : s_step, time, cancellationToken);
                continue;
            }

            var result = await RevertRun.RunAsync(session, id, folder, onlooker, cancellationToken);
            if (!result.MayPass || left < -s_patience)
            {
                return result;
            }

            await Task.Delay(s_retry, time, cancellationToken);
        }

        return RevertResult.Of(RevertOutcome.Gone);
    }
}
