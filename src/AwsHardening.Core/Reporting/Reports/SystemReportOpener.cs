using System.ComponentModel;
using System.Diagnostics;
using AwsHardening.Core.Network.Internet;

namespace AwsHardening.Core.Reporting.Reports;

/// <summary>Asks the operating system to open a page.</summary>
/// <param name="variable">Reads an environment variable.</param>
/// <param name="start">Starts a program.</param>
internal sealed class SystemReportOpener(Func<string, string?> variable, Action<ProcessStartInfo> start) : IReportOpener
{
    public SystemReportOpener()
        : this(Environment.GetEnvironmentVariable, info => Process.Start(info)?.Dispose())
    {
    }

    public bool Open(string path)
    {
        if (Command(path) is not { } command)
        {
            return false;
        }

        try
        {
            start(command);
            return true;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or FileNotFoundException)
        {
            return false;
        }
    }

    private ProcessStartInfo? Command(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return new ProcessStartInfo(path) { UseShellExecute = true };
        }

        if (OperatingSystem.IsMacOS())
        {
            return new ProcessStartInfo("open", [path]);
        }

        // Without a screen xdg-open would start a browser for the terminal, or wait for one.
        var hasScreen = variable("DISPLAY") is { Length: > 0 } || variable("WAYLAND_DISPLAY") is { Length: > 0 };
        return hasScreen && ProgramPath.Find("xdg-open", variable("PATH")) is { } program
            ? new ProcessStartInfo(program, [path]) { RedirectStandardOutput = true, RedirectStandardError = true } : null;
    }
}
