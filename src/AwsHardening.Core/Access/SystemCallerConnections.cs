using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Access;

/// <summary>
/// Finds the caller's connections from what the machine shows: the variables that an SSH server sets, the name that Windows
/// gives a Remote Desktop session, and the machine's TCP connections, in and out. Where the machine's own connections are not
/// all that there may be, it says so.
/// </summary>
/// <param name="machine">What the machine shows.</param>
internal sealed class SystemCallerConnections(IMachineConnections machine) : ICallerConnections
{
    public CallerConnections Find()
    {
        List<CallerConnection> known = [];
        string? unknown = null;
        var ssh = machine.Variable("SSH_CONNECTION") ?? machine.Variable("SSH_CLIENT");
        if (ssh is { Length: > 0 })
        {
            if (OfSsh(ssh) is { } connection)
            {
                known.Add(connection);
            }
            else
            {
                unknown = $"this is an SSH session, and what it says of its client cannot be read: '{ssh}'";
            }
        }

        if (machine.IsContainer && ssh is null)
        {
            unknown ??= "this runs in a container, which does not see the connections of its host";
        }

        try
        {
            TcpConnection[] connections = [.. machine.TcpConnections()];
            known.AddRange(connections.Select(one => one.IsInbound
                ? new CallerConnection(IpAddress.From(one.Remote.Address), IpAddress.From(one.Local.Address), one.Local.Port)
                : new CallerConnection(null, IpAddress.From(one.Remote.Address), one.Remote.Port)));
            if (machine.Variable("SESSIONNAME")?.StartsWith("RDP-", StringComparison.OrdinalIgnoreCase) == true
                && !Array.Exists(connections, one => one is { IsInbound: true, Local.Port: 3389 }))
            {
                unknown ??= "this is a Remote Desktop session whose client cannot be seen";
            }
        }
        catch (NetworkInformationException e)
        {
            unknown ??= $"the TCP connections of this machine cannot be listed: {e.Message}";
        }
        catch (PlatformNotSupportedException)
        {
            unknown ??= "the TCP connections of this machine cannot be listed on this platform";
        }

        return new CallerConnections(known, unknown);
    }

    // sshd: SSH_CONNECTION has client address and port, server address and port; SSH_CLIENT has no server address.
    private static CallerConnection? OfSsh(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length is 3 or 4 && IPAddress.TryParse(words[0], out var client)
            && int.TryParse(words[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && (words.Length == 3 || IPAddress.TryParse(words[2], out _))
                ? new CallerConnection(
                    Plain(client), words.Length == 4 ? Plain(IPAddress.Parse(words[2])) : null, port)
                : null;
    }

    private static IpAddress Plain(IPAddress address) => IpAddress.From(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
