namespace AwsHardening;

/// <summary>What becomes of a flow.</summary>
public enum NetworkPathStatus
{
    /// <summary>Its first packet arrives and replies come back, or it asks for none.</summary>
    Reachable,

    /// <summary>Its first packet arrives and no reply comes back: enough for UDP and ICMP to do harm, not enough to work.</summary>
    OneWay,

    /// <summary>It does not pass.</summary>
    Blocked,

    /// <summary>Nobody can say: something on its way cannot be seen into, such as a transit gateway.</summary>
    Unknown,
}
