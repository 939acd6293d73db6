using System.Globalization;
using System.Numerics;

namespace AwsHardening;

/// <summary>What the internet reaches at some network interfaces, through groups, network ACLs and routes together.</summary>
public sealed record AttackSurface
{
    /// <summary>How many interfaces the internet reaches on some port.</summary>
    public required int Interfaces { get; init; }

    /// <summary>How many TCP and UDP ports, counted at each interface.</summary>
    public required int Ports { get; init; }

    /// <summary>How many pairs of an internet address and such a port: addresses times ports times interfaces.</summary>
    public required BigInteger Size { get; init; }

    /// <summary>False where part of the network could not be seen, so that there may be more.</summary>
    public bool IsWhole { get; init; } = true;

    /// <inheritdoc />
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(IsWhole ? "" : "at least ")}{Size:N0} ({Ports:N0} ports at {Interfaces:N0} interfaces)");
}
