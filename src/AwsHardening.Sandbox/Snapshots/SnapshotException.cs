namespace AwsHardening.Sandbox.Snapshots;

/// <summary>What is wrong with a snapshot file.</summary>
public enum SnapshotFault
{
    /// <summary>It is something else than a snapshot.</summary>
    NotASnapshot,

    /// <summary>A snapshot, of a version that is not known here.</summary>
    UnknownVersion,

    /// <summary>It ends before its last line.</summary>
    Truncated,

    /// <summary>Its content is not what was written.</summary>
    Damaged,
}

/// <summary>A file cannot be used as a snapshot.</summary>
/// <param name="fault">In which way.</param>
/// <param name="message">What was found.</param>
/// <param name="inner">What the reading ended with, if anything.</param>
public sealed class SnapshotException(SnapshotFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What is wrong.</summary>
    public SnapshotFault Fault { get; } = fault;
}
