namespace AwsHardening.Core.Network.Internet;

/// <summary>Which ports of which addresses are checked, and how.</summary>
public sealed record PublicPortOptions
{
    /// <summary>The addresses.</summary>
    public required IReadOnlyList<string> Address { get; init; }

    /// <summary>TCP ports.</summary>
    public IReadOnlyList<int> Port { get; init; } = [22, 80, 443, 3389];

    /// <summary>UDP ports; only with <see cref="UseNmap"/>.</summary>
    public IReadOnlyList<int> UdpPort { get; init; } = [];

    /// <summary>When silence counts as an answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How many connections are tried at once.</summary>
    public int ThrottleLimit { get; init; } = 32;

    /// <summary>Let nmap look instead of connecting.</summary>
    public bool UseNmap { get; init; }

    /// <summary>Further arguments for nmap.</summary>
    public IReadOnlyList<string> NmapArgument { get; init; } = [];

    /// <summary>Check addresses that are not the account's own too.</summary>
    public bool Force { get; init; }
}
