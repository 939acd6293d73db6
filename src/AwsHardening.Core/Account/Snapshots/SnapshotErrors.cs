using AwsHardening.Core.Errors;
using AwsHardening.Sandbox.Snapshots;
using AwsHardening.Seam;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>What can go wrong with snapshot files.</summary>
internal static class SnapshotErrors
{
    public static OperationException Exists(string path) => new(
        "SnapshotExists", OperationErrorCategory.ResourceExists, $"The file '{path}' is there already.",
        "Choose another name, or say -Force to replace it.", path);

    public static OperationException NoFolder(string path) => new(
        "SnapshotFolderNotFound", OperationErrorCategory.ObjectNotFound, $"There is no folder for '{path}'.",
        "Make the folder first, or choose another.", path);

    public static OperationException NotWritten(string path, Exception cause) => new(
        "SnapshotNotWritten", OperationErrorCategory.WriteError, $"The snapshot '{path}' could not be written: {cause.Message}",
        "Check the permissions of the folder and the space on the disk.", path, cause);

    public static OperationException WrongRegion(string region, SnapshotHeader header) => new(
        "RegionNotInSnapshot", OperationErrorCategory.InvalidArgument, $"The snapshot is a copy of {header.Region}; it says nothing about {region}.",
        $"Leave out -Region, or say -Region {header.Region}.", region);

    /// <summary>What reading a snapshot ended with.</summary>
    public static OperationException NotRead(string path, Exception cause) => cause switch
    {
        FileNotFoundException or DirectoryNotFoundException => new(
            "SnapshotNotFound", OperationErrorCategory.ObjectNotFound, $"There is no file '{path}'.",
            "Check the path; Export-AccountSnapshot writes snapshots.", path, cause),
        SnapshotException { Fault: SnapshotFault.NotASnapshot } => new(
            "SnapshotNotRecognized", OperationErrorCategory.InvalidData, $"'{path}' is no account snapshot: {cause.Message}.",
            "Use a file that Export-AccountSnapshot wrote.", path, cause),
        SnapshotException { Fault: SnapshotFault.UnknownVersion } => new(
            "SnapshotVersionUnknown", OperationErrorCategory.InvalidData, $"The snapshot '{path}' cannot be read: {cause.Message}.",
            "Export it again with this version of the module, or read it with the one that wrote it.", path, cause),
        SnapshotException { Fault: SnapshotFault.Truncated } => new(
            "SnapshotTruncated", OperationErrorCategory.InvalidData, $"The snapshot '{path}' is cut off: {cause.Message}.",
            "Copy or export it again.", path, cause),
        SnapshotException => new(
            "SnapshotDamaged", OperationErrorCategory.InvalidData, $"The snapshot '{path}' is damaged: {cause.Message}.",
            "Copy or export it again.", path, cause),
        _ => new(
            "SnapshotNotReadable", OperationErrorCategory.ReadError, $"The snapshot '{path}' could not be read: {cause.Message}",
            "Check the permissions of the file.", path, cause),
    };
}
