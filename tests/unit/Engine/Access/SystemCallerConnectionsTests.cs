using System.Net;
using System.Net.NetworkInformation;
using AwsHardening.Core.Access;
using AwsHardening.Core.Network.Model;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Access;

public class SystemCallerConnectionsTests
{
    [Fact]
    public void A_machine_with_no_connections_shows_that_nobody_is_connected()
    {
        var found = new SystemCallerConnections(new Machine()).Find();
        Assert.Empty(found.Known);
        Assert.Null(found.Unknown);
    }

    [Fact]
    public void An_SSH_session_says_both_ends()
    {
        var found = new SystemCallerConnections(new Machine { ["SSH_CONNECTION"] = "203.0.113.7 51234 10.0.1.5 22" }).Find();
        Assert.Equal([new CallerConnection(At("203.0.113.7"), At("10.0.1.5"), 22)], found.Known);
        Assert.Null(found.Unknown);
    }

    [Fact]
    public void An_older_SSH_session_says_the_client_only()
    {
        var found = new SystemCallerConnections(new Machine { ["SSH_CLIENT"] = "2001:db8::7 51234 2222" }).Find();
        Assert.Equal([new CallerConnection(At("2001:db8::7"), null, 2222)], found.Known);
    }

    [Fact]
    public void An_IPv4_address_written_as_IPv6_is_the_same_address() => Assert.Equal(
        At("203.0.113.7"),
        Assert.Single(new SystemCallerConnections(new Machine { ["SSH_CONNECTION"] = "::ffff:203.0.113.7 1 10.0.1.5 22" }).Find().Known).Client);

    [Theory]
    [InlineData("UNKNOWN 65535 10.0.1.5 22")]
    [InlineData("203.0.113.7")]
    public void An_SSH_session_that_cannot_be_read_is_unknown(string variable)
    {
        var found = new SystemCallerConnections(new Machine { ["SSH_CONNECTION"] = variable }).Find();
        Assert.Empty(found.Known);
        Assert.Contains("SSH session", found.Unknown);
    }

    [Fact]
    public void Connections_in_show_who_comes_and_connections_out_show_where_to()
    {
        var found = new SystemCallerConnections(new Machine
        {
            Connections = () =>
            [
                new(IPEndPoint.Parse("10.0.1.5:3389"), IPEndPoint.Parse("203.0.113.7:51000"), IsInbound: true),
                new(IPEndPoint.Parse("192.168.1.2:50000"), IPEndPoint.Parse("198.51.100.4:22"), IsInbound: false),
            ],
        }).Find();
        Assert.Equal(
            [new CallerConnection(At("203.0.113.7"), At("10.0.1.5"), 3389), new CallerConnection(null, At("198.51.100.4"), 22)], found.Known);
        Assert.Null(found.Unknown);
    }

    [Fact]
    public void A_remote_desktop_session_without_a_connection_is_unknown()
    {
        Assert.Contains("Remote Desktop", new SystemCallerConnections(new Machine { ["SESSIONNAME"] = "RDP-Tcp#3" }).Find().Unknown);
        Assert.Null(new SystemCallerConnections(new Machine { ["SESSIONNAME"] = "Console" }).Find().Unknown);
        Assert.Null(new SystemCallerConnections(new Machine
        {
            ["SESSIONNAME"] = "RDP-Tcp#3",
            Connections = () => [new(IPEndPoint.Parse("10.0.1.5:3389"), IPEndPoint.Parse("203.0.113.7:51000"), IsInbound: true)],
        }).Find().Unknown);
    }

    [Fact]
    public void A_container_does_not_see_its_host()
    {
        Assert.Contains("container", new SystemCallerConnections(new Machine { IsContainer = true }).Find().Unknown);
        Assert.Null(new SystemCallerConnections(new Machine { IsContainer = true, ["SSH_CLIENT"] = "203.0.113.7 1 22" }).Find().Unknown);
    }

    [Fact]
    public void A_machine_that_lists_no_connections_is_unknown()
    {
        Assert.Contains("cannot be listed", new SystemCallerConnections(
            new Machine { Connections = () => throw new NetworkInformationException() }).Find().Unknown);
        Assert.Contains("this platform", new SystemCallerConnections(
            new Machine { Connections = () => throw new PlatformNotSupportedException() }).Find().Unknown);
    }

    [Fact]
    public void This_machine_can_be_asked()
    {
        var machine = new ThisMachine();
        Assert.DoesNotContain(machine.TcpConnections(), one => IPAddress.IsLoopback(one.Remote.Address));
        Assert.Null(machine.Variable("NO_SUCH_VARIABLE_HERE"));
    }

    private static IpAddress At(string text) => IpAddress.Parse(text);

    private sealed class Machine : IMachineConnections
    {
        private readonly Dictionary<string, string> _variables = [];

        public Func<TcpConnection[]> Connections { get; init; } = () => [];

        public bool IsContainer { get; init; }

        public string this[string name]
        {
            init => _variables[name] = value;
        }

        public string? Variable(string name) => _variables.GetValueOrDefault(name);

        public IEnumerable<TcpConnection> TcpConnections() => Connections();
    }
}
