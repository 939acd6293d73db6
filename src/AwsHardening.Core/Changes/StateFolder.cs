namespace AwsHardening.Core.Changes;

/// <summary>Where the module keeps what must outlive the shell.</summary>
internal static class StateFolder
{
    /// <summary>AWS_HARDENING_HOME, else the platform's place for a user's local state.</summary>
    public static string Default() =>
        Environment.GetEnvironmentVariable("AWS_HARDENING_HOME") is { Length: > 0 } home ? home
        : OperatingSystem.IsWindows() ? Path.Combine(Special(Environment.SpecialFolder.LocalApplicationData), "AwsHardening")
        : OperatingSystem.IsMacOS()
            ? Path.Combine(Special(Environment.SpecialFolder.UserProfile), "Library", "Application Support", "AwsHardening")
        : Path.Combine(
            Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } xdg
                ? xdg : Path.Combine(Special(Environment.SpecialFolder.UserProfile), ".local", "state"),
            "aws-hardening");

    private static string Special(Environment.SpecialFolder folder) => Environment.GetFolderPath(folder);
}
