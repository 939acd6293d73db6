using System.Net;
using System.Net.Sockets;
using AwsHardening.Core.Network.Internet;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Network.Internet;

public class PublicPortTests
{
    [Fact]
    public async Task What_the_internet_finds_is_what_the_engine_predicts()
    {
        using var rehearsal = Rehearsal.Fnd203();
        AdminPorts.Open(rehearsal.Account);
        var addresses = (await rehearsal.PublicAsync()).SelectMany(one => one.PublicAddress).ToArray();
        var host = new TestHost();
        var found = await rehearsal.TestPortsAsync(new() { Address = addresses, Port = [21, 22, 80, 443] }, host);
        Assert.Equal(addresses.Length * 4, found.Count);
        Assert.All(found, port => Assert.True(port.Agrees, port.ToString()));
        Assert.Contains(found, port => port is { Port: 22, Found: PublicPortState.Open } && port.Name.StartsWith("PoC", StringComparison.Ordinal));
        Assert.Contains(found, port => port is { Port: 21, Found: PublicPortState.Closed, Predicted: PublicPortState.Open });
        Assert.Contains(found, port => port is { Port: 443, Found: PublicPortState.Filtered, Predicted: PublicPortState.Filtered });
        Assert.Empty(host.Warnings);
        // Nothing that anybody did to the account: knocking is not a call.
        Assert.Empty(rehearsal.Mutations);
    }

    [Fact]
    public async Task T12_nmap_finds_nothing_and_neither_does_this()
    {
        using var rehearsal = new Rehearsal(SandboxAccount.FromTemplate("SecurityEssentials"));
        var addresses = (await rehearsal.PublicAsync()).SelectMany(one => one.PublicAddress).ToArray();
        var found = await rehearsal.TestPortsAsync(new() { Address = addresses }, new TestHost());
        Assert.Equal(8, found.Count);
        Assert.All(found, port => Assert.Equal(
            (PublicPortState.Filtered, PublicPortState.Filtered, true), (port.Found, port.Predicted, port.Agrees)));
    }

    [Fact]
    public async Task An_address_that_is_not_the_accounts_own_is_left_alone()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var connector = new CountingConnector();
        var session = connector.In(rehearsal);
        var host = new TestHost();
        Assert.Empty(await ListAsync(PublicPortOperation.TestAsync(session, new() { Address = ["198.51.100.9", "next door"] }, host, Token)));
        Assert.Equal(["AddressNotOwn", "AddressInvalid"], host.Errors.Select(error => error.Id));
        Assert.Equal(0, connector.Tried);
    }

    [Fact]
    public async Task A_check_connects_on_loopback_only_by_force_and_tells_open_from_closed()
    {
        using var rehearsal = Rehearsal.Fnd203();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var open = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var closed = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        var found = await ListAsync(PublicPortOperation.TestAsync(
            rehearsal.Open(settings => settings with { Time = TimeProvider.System }),
            new() { Address = ["127.0.0.1"], Port = [open, closed], Force = true }, new TestHost(), Token));
        Assert.Equal([PublicPortState.Open, PublicPortState.Closed], found.Select(port => port.Found));
        Assert.All(found, port => Assert.Equal((PublicPortState.Unknown, null), (port.Predicted, port.Agrees)));
        Assert.All(found, port => Assert.NotNull(port.ResponseTime));
    }

    [Fact]
    public async Task Silence_is_an_answer_when_the_time_is_over()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Assert.Equal(PublicPortState.Filtered, await new SocketConnector(TimeProvider.System).ConnectAsync(
            IPAddress.Loopback, ((IPEndPoint)listener.LocalEndpoint).Port, TimeSpan.Zero, Token));
    }

    [Fact]
    public async Task Whoever_stops_is_not_told_of_silence()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new SocketConnector(TimeProvider.System).ConnectAsync(
            IPAddress.Loopback, 9, TimeSpan.FromSeconds(3), stop.Token));
    }

    [Fact]
    public async Task No_more_are_under_way_at_once_than_asked_for_and_answers_keep_their_order()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var connector = new CountingConnector();
        var address = (await rehearsal.PublicAsync())[0].PublicAddress[0];
        int[] ports = [.. Enumerable.Range(1, 40)];
        var found = await ListAsync(PublicPortOperation.TestAsync(
            connector.In(rehearsal), new() { Address = [address], Port = ports, ThrottleLimit = 4 }, new TestHost(), Token));
        Assert.Equal(ports, found.Select(port => port.Port));
        Assert.Equal(40, connector.Tried);
        Assert.InRange(connector.MostAtOnce, 2, 4);
    }

    [Fact]
    public async Task Whoever_has_enough_stops_the_checks_under_way()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var connector = new CountingConnector();
        var address = (await rehearsal.PublicAsync())[0].PublicAddress[0];
        await foreach (var _ in PublicPortOperation.TestAsync(
            connector.In(rehearsal), new() { Address = [address], Port = [.. Enumerable.Range(1, 40)], ThrottleLimit = 4 }, new TestHost(), Token))
        {
            break;
        }

        Assert.InRange(connector.Tried, 1, 5);
    }

    [Fact]
    public async Task An_answer_that_the_network_should_not_let_through_is_a_warning()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var connector = new CountingConnector { Answer = PublicPortState.Open };
        var address = (await rehearsal.PublicAsync()).First(one => one.Reachable == false).PublicAddress[0];
        var host = new TestHost();
        var port = Assert.Single(await ListAsync(PublicPortOperation.TestAsync(
            connector.In(rehearsal), new() { Address = [address], Port = [22] }, host, Token)));
        Assert.Equal((PublicPortState.Filtered, false), (port.Predicted, port.Agrees));
        Assert.Contains("lets nothing through", Assert.Single(host.Warnings));
    }

    [Theory]
    [InlineData(true, false, "NmapNotFound")]
    [InlineData(false, true, "UdpNeedsNmap")]
    public async Task What_nmap_is_needed_for_is_said(bool useNmap, bool udp, string id)
    {
        using var rehearsal = Rehearsal.Fnd203();
        var host = new TestHost();
        await rehearsal.TestPortsAsync(new() { Address = ["127.0.0.1"], UseNmap = useNmap, UdpPort = udp ? [53] : [], Force = true }, host);
        Assert.Equal(id, Assert.Single(host.Errors).Id);
        Assert.NotEmpty(host.Errors[0].Action);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<List<PublicPort>> ListAsync(IAsyncEnumerable<PublicPort> ports)
    {
        List<PublicPort> list = [];
        await foreach (var port in ports)
        {
            list.Add(port);
        }

        return list;
    }

    /// <summary>Answers the same for every port, and counts.</summary>
    private sealed class CountingConnector : IPortConnector
    {
        private int _tried;
        private int _now;
        private int _most;

        public PublicPortState Answer { get; init; } = PublicPortState.Filtered;

        public int Tried => _tried;

        public int MostAtOnce => _most;

        public HardeningSession In(Rehearsal rehearsal) => rehearsal.Open(settings => settings with { PortConnector = _ => this });

        public async Task<PublicPortState> ConnectAsync(IPAddress address, int port, TimeSpan timeout, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _tried);
            var now = Interlocked.Increment(ref _now);
            int most;
            while (now > (most = _most) && Interlocked.CompareExchange(ref _most, now, most) != most)
            {
            }

            await Task.Yield();
            Interlocked.Decrement(ref _now);
            return Answer;
        }
    }
}
