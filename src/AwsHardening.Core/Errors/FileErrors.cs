using AwsHardening.Seam;

namespace AwsHardening.Core.Errors;

/// <summary>What can go wrong with a file that the user names.</summary>
internal static class FileErrors
{
    public static OperationException Exists(string path) => new(
        "FileExists", OperationErrorCategory.ResourceExists, $"The file {path} is there already. It was not written.",
        "Use -Force to replace it, or name another file.", path);

    public static OperationException NotWritable(string path, Exception cause) => new(
        "FileNotWritable", OperationErrorCategory.WriteError, $"The file {path} cannot be written: {cause.Message}",
        "Name a file in a folder that is there and can be written.", path, cause);

    public static OperationException NotReadable(string path, Exception cause) => new(
        "FileNotReadable", cause is FileNotFoundException or DirectoryNotFoundException ? OperationErrorCategory.ObjectNotFound : OperationErrorCategory.ReadError,
        $"The file {path} cannot be read: {cause.Message}", "Name a file that is there and can be read.", path, cause);
}
