namespace AwsHardening;

/// <summary>How sure it is that an event caused what AWS Config recorded.</summary>
public enum ConfigCauseCertainty
{
    /// <summary>No event is known that could have.</summary>
    None,

    /// <summary>Several writes to the resource lie between two recordings: the last of them is named.</summary>
    LastOfSeveral,

    /// <summary>It is the only write to the resource between the two recordings.</summary>
    OnlyWrite,
}
