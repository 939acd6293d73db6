using System.ComponentModel;
using System.Diagnostics;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;

namespace AwsHardening.Core.Changes.Reverts;

/// <summary>
/// Has a pwsh of its own wait, and this process as well: for an embedded account, which no other process can reach, and where
/// the other one does not come up.
/// </summary>
internal sealed class SystemRevertScheduler : IRevertScheduler
{
    private static readonly TimeSpan s_leaveToTheOther = TimeSpan.FromSeconds(30);

    public RevertReach Start(HardeningSession session, RevertEntry entry, RevertFolder folder)
    {
        var detached = AwsSession.Of(session).Sandbox is null && TryDetach(entry, folder);
        _ = Task.Run(() => WaitAsync(session, entry.Id, folder, detached ? s_leaveToTheOther : TimeSpan.Zero), CancellationToken.None);
        return detached ? RevertReach.Detached : RevertReach.Session;
    }

    private static bool TryDetach(RevertEntry entry, RevertFolder folder)
    {
        if (PowerShellProgram.Find() is not { } program || PowerShellProgram.ModuleManifest() is not { } manifest)
        {
            return false;
        }

        try
        {
            using var process = Process.Start(DetachedProcess.StartInfo(program, manifest, entry.Id, folder));
            // Outside Windows this is the shell that starts the other one in the background, and ends at once.
            if (process is null || OperatingSystem.IsWindows())
            {
                return process is not null;
            }

            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static async Task WaitAsync(HardeningSession session, string id, RevertFolder folder, TimeSpan grace)
    {
        try
        {
            await RevertWaiter.WaitAsync(session, id, folder, grace, onlooker: null, CancellationToken.None);
        }
        catch (Exception e) when (e is OperationException or ObjectDisposedException or IOException or UnauthorizedAccessException)
        {
            // The session was closed while it waited. The revert stays pending, and the next use of the module finds it.
        }
    }
}
