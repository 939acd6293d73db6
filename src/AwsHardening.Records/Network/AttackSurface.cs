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

    /// <summary>False where something on the way cannot be seen into, so that less may arrive.</summary>
    public bool IsCertain { get; init; } = true;

    /// <inheritdoc />
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(IsCertain ? "" : "up to ")}{Size:N0} ({Ports:N0} ports at {Interfaces:N0} interfaces)");
}
