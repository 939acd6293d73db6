using System.Management.Automation;

namespace AwsHardening.Account;

/// <summary>Where PowerShell's paths mean snapshot files.</summary>
internal static class SnapshotPath
{
    private const string Extension = ".snapshot";

    /// <summary>The full path of what may be a snapshot: a file that is there, or a name that ends as theirs do; else null.</summary>
    public static string? Find(SessionState state, string path) =>
        Resolve(state, path) is { } full && (File.Exists(full) || full.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)) ? full : null;

    /// <summary>The full path of a file of the file system; null where the text means none.</summary>
    public static string? Resolve(SessionState state, string path)
    {
        try
        {
            var full = state.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return provider.Name == "FileSystem" ? full : null;
        }
        catch (Exception e) when (e is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException
            or NotSupportedException or PSInvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Snapshots and folders that begin with what was typed.</summary>
    public static IEnumerable<CompletionResult> Complete(string? word) =>
        CompletionCompleters.CompleteFilename(word ?? "").Where(result => result.ResultType == CompletionResultType.ProviderContainer
            || result.ListItemText.EndsWith(Extension, StringComparison.OrdinalIgnoreCase));
}
