using System.Collections.ObjectModel;
using System.Management.Automation;
using AwsHardening.Pipeline;

namespace AwsHardening.Encryption;

/// <summary>Files as parameters name them.</summary>
internal static class FileInput
{
    /// <summary>The full paths of files; an error for each name that means none.</summary>
    public static IReadOnlyList<string> Resolve(PSCmdlet cmdlet, string[] paths, bool isLiteral)
    {
        List<string> files = [];
        foreach (var path in paths)
        {
            try
            {
                ProviderInfo provider;
                Collection<string> found = isLiteral
                    ? [cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _)]
                    : cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out provider);
                if (provider.Name != "FileSystem")
                {
                    cmdlet.WriteError(ErrorRecords.NoFile(path));
                    continue;
                }

                foreach (var file in found.Where(file => isLiteral || !Directory.Exists(file)))
                {
                    files.Add(file);
                }
            }
            catch (Exception e) when (e is ItemNotFoundException or System.Management.Automation.DriveNotFoundException
                or ProviderNotFoundException or NotSupportedException or PSInvalidOperationException)
            {
                cmdlet.WriteError(ErrorRecords.From(new(
                    "FileNotReadable", Seam.OperationErrorCategory.ObjectNotFound, $"There is no file '{path}'.", "Name a file that is there.", path, e)));
            }
        }

        return files;
    }

    /// <summary>Where a result is written: the file that was said, or one of the same name in the folder that was said.</summary>
    public static string? Destination(PSCmdlet cmdlet, string? said, string otherwise)
    {
        if (said is null)
        {
            return otherwise;
        }

        var full = AwsHardening.Account.SnapshotPath.Resolve(cmdlet.SessionState, said);
        return full is not null && Directory.Exists(full) ? Path.Combine(full, Path.GetFileName(otherwise)) : full;
    }
}
