using System.Net;
using System.Net.NetworkInformation;

namespace AwsHardening.Core.Access;

/// <summary>An established TCP connection of this machine.</summary>
/// <param name="Local">This machine's end.</param>
/// <param name="Remote">The other end.</param>
/// <param name="IsInbound">True when this machine listens on the local port.</param>
internal sealed record TcpConnection(IPEndPoint Local, IPEndPoint Remote, bool IsInbound);

/// <summary>What a machine shows of who is connected to it and by it.</summary>
internal interface IMachineConnections
{
    /// <summary>True when the machine is a container, whose network is not its host's.</summary>
    bool IsContainer { get; }

    /// <summary>A variable of the environment; null when it is not set.</summary>
    string? Variable(string name);

    /// <summary>The established TCP connections, but for those of the machine with itself.</summary>
    /// <exception cref="NetworkInformationException">They cannot be listed.</exception>
    /// <exception cref="PlatformNotSupportedException">They cannot be listed on this platform.</exception>
    IEnumerable<TcpConnection> TcpConnections();
}

/// <summary>The machine that this runs on.</summary>
internal sealed class ThisMachine : IMachineConnections
{
    // What Docker and Podman leave in a container's root.
    private static readonly string[] s_marks = ["/.dockerenv", "/run/.containerenv"];

    public bool IsContainer => Array.Exists(s_marks, File.Exists);

    public string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    public IEnumerable<TcpConnection> TcpConnections()
    {
        var properties = IPGlobalProperties.GetIPGlobalProperties();
        var listening = properties.GetActiveTcpListeners().Select(end => end.Port).ToHashSet();
        return properties.GetActiveTcpConnections()
            .Where(one => one.State == TcpState.Established && !IPAddress.IsLoopback(one.RemoteEndPoint.Address))
            .Select(one => new TcpConnection(
                Plain(one.LocalEndPoint), Plain(one.RemoteEndPoint), listening.Contains(one.LocalEndPoint.Port)));
    }

    private static IPEndPoint Plain(IPEndPoint end) =>
        end.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(end.Address.MapToIPv4(), end.Port) : end;
}
