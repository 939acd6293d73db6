namespace AwsHardening;

/// <summary>Whether Session Manager can start a session on an instance now.</summary>
public enum InstanceConnection
{
    /// <summary>It could not be found out.</summary>
    Unknown,

    /// <summary>The agent's control channel is open.</summary>
    Connected,

    /// <summary>It is not.</summary>
    NotConnected,
}
