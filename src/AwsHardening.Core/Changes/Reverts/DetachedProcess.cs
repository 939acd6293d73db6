using System.Diagnostics;

namespace AwsHardening.Core.Changes.Reverts;

/// <summary>Starts a PowerShell that outlives this one.</summary>
internal static class DetachedProcess
{
    // A session of its own: neither the terminal's Ctrl+C nor its end reaches it. Where there is no setsid (macOS), a process
    // group of its own and a deaf ear to SIGHUP come close. Nothing of it may hold this process's pipes or terminal.
    private const string Script = """
        umask 077
        log=$1; shift
        if command -v setsid >/dev/null 2>&1; then
          setsid "$@" </dev/null >"$log" 2>&1 &
        else
          set -m 2>/dev/null
          nohup "$@" </dev/null >"$log" 2>&1 &
        fi
        """;

    /// <summary>How to start it.</summary>
    /// <param name="program">The PowerShell.</param>
    /// <param name="manifest">The module's manifest.</param>
    /// <param name="id">The revert to wait for.</param>
    /// <param name="folder">Where it stands.</param>
    public static ProcessStartInfo StartInfo(PowerShellProgram program, string manifest, string id, RevertFolder folder)
    {
        var command = $"Import-Module -Name {Quote(manifest)} -ErrorAction Stop; Invoke-PendingRevert -Id {Quote(id)} -Wait -Confirm:$false | Out-Null";
        string[] arguments = [.. program.Prefix, "-NoLogo", "-NoProfile", "-NonInteractive", "-Command", command];
        ProcessStartInfo start = OperatingSystem.IsWindows()
            ? new(program.Path, arguments) { CreateNoWindow = true }
            : new("/bin/sh", ["-c", Script, "sh", folder.LogOf(id), program.Path, .. arguments]);
        start.UseShellExecute = false;
        // Not the shell's own folder, which somebody may want to remove.
        start.WorkingDirectory = folder.Path;
        start.Environment["AWS_HARDENING_HOME"] = Path.GetDirectoryName(folder.Path);
        return start;
    }

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
