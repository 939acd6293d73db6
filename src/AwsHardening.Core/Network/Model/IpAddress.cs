using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace AwsHardening.Core.Network.Model;

/// <summary>An address as a number, so that ranges of addresses can be searched and counted.</summary>
/// <param name="Family">Its family; addresses of two families are never compared.</param>
/// <param name="Value">The address in network order; 0 to 2^32-1 for IPv4.</param>
public readonly record struct IpAddress(IpFamily Family, UInt128 Value)
{
    /// <summary>Reads an address as AWS writes it.</summary>
    /// <exception cref="FormatException">Not an address.</exception>
    public static IpAddress Parse(string text) =>
        IPAddress.TryParse(text, out var address) ? From(address) : throw new FormatException($"'{text}' is not an IP address.");

    /// <inheritdoc />
    public override string ToString() => ToIpAddress().ToString();

    /// <summary>Takes over a .NET address.</summary>
    public static IpAddress From(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            Span<byte> four = stackalloc byte[4];
            address.TryWriteBytes(four, out _);
            return new IpAddress(IpFamily.Ipv4, BinaryPrimitives.ReadUInt32BigEndian(four));
        }

        Span<byte> sixteen = stackalloc byte[16];
        address.TryWriteBytes(sixteen, out _);
        return new IpAddress(IpFamily.Ipv6, BinaryPrimitives.ReadUInt128BigEndian(sixteen));
    }

    private IPAddress ToIpAddress()
    {
        if (Family == IpFamily.Ipv4)
        {
            Span<byte> four = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(four, (uint)Value);
            return new IPAddress(four);
        }

        Span<byte> sixteen = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(sixteen, Value);
        return new IPAddress(sixteen);
    }
}
