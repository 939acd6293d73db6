namespace AwsHardening;

/// <summary>What became of a resource between two snapshots.</summary>
public enum AccountSnapshotChange
{
    /// <summary>It is in the second only.</summary>
    Added,

    /// <summary>It is in the first only.</summary>
    Removed,

    /// <summary>It is in both, with other content.</summary>
    Changed,

    /// <summary>One of the snapshots does not know the resources of the type: nothing can be said of any.</summary>
    Unknown,
}
