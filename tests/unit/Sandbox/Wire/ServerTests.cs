using System.Net.Sockets;
using System.Text;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using AwsHardening.Sandbox.Hosting;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Wire;

public class ServerTests
{
    private static readonly string s_head =
        "POST / HTTP/1.1\r\nHost: localhost\r\nAuthorization: AWS4-HMAC-SHA256 Credential=K/20260101/us-east-1/ec2/aws4_request\r\n";

    [Fact]
    public async Task Many_clients_are_served_at_once_on_the_loopback_address()
    {
        (SandboxAccount account, _) = StubService.Account();
        await using SandboxServer server = SandboxServer.Start(account);
        Assert.Equal("127.0.0.1", server.Endpoint.Host);
        using var client = new WireClient(new HttpClient { BaseAddress = server.Endpoint });

        await Parallel.ForEachAsync(Enumerable.Range(0, 50), WireClient.Token, async (_, _) => await client.CallAsync("DescribeVpcs"));

        Assert.Equal(50, account.Calls.Count);
    }

    [Fact]
    public async Task A_chunked_body_and_a_second_request_on_the_same_connection_are_read()
    {
        (SandboxAccount account, _) = StubService.Account();
        await using SandboxServer server = SandboxServer.Start(account);
        const string Chunked = "Transfer-Encoding: chunked\r\n\r\n7\r\nAction=\r\nC;x=y\r\nDescribeVpcs\r\n0\r\nTrailer: t\r\n\r\n";
        const string Plain = "Connection: close\r\nContent-Length: 19\r\n\r\nAction=DescribeTags";

        string answers = await ExchangeAsync(server, s_head + Chunked + s_head + Plain);

        Assert.Equal(["DescribeVpcs", "DescribeTags"], account.Calls.Select(call => call.Operation));
        Assert.Equal(2, answers.Split("HTTP/1.1 200 OK").Length - 1);
    }

    [Fact]
    public async Task A_client_that_expects_to_be_told_to_go_on_is_told()
    {
        (SandboxAccount account, _) = StubService.Account();
        await using SandboxServer server = SandboxServer.Start(account);
        string answers = await ExchangeAsync(
            server, s_head + "Expect: 100-continue\r\nConnection: close\r\nContent-Length: 19\r\n\r\nAction=DescribeTags");
        Assert.StartsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK", answers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n")]
    [InlineData("GET / HTTP/2\r\n\r\n")]
    [InlineData("GET http://elsewhere/ HTTP/1.1\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: identity\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: ec2.us-east-1.amazonaws.com\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc")]
    public async Task What_is_not_HTTP_is_answered_with_400(string text)
    {
        await using SandboxServer server = SandboxServer.Start(SandboxAccount.Create());
        Assert.StartsWith("HTTP/1.1 400", await ExchangeAsync(server, text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultKind.DropResponse, 1)]
    [InlineData(FaultKind.TimeoutBeforeEffect, 0)]
    public async Task A_broken_connection_is_broken_on_the_socket_too(FaultKind kind, int effects)
    {
        (SandboxAccount account, StubService ec2) = StubService.Account();
        account.Faults.Add(new FaultRule(kind) { When = FaultOccurrence.Nth(1) });
        await using SandboxServer server = SandboxServer.Start(account);
        using var client = new WireClient(new HttpClient { BaseAddress = server.Endpoint });

        await Assert.ThrowsAsync<HttpRequestException>(() => client.CallAsync("CreateVpc"));

        Assert.Equal(effects, ec2.Effects.Count);
        Assert.Null((await client.CallAsync("CreateVpc"))["Code"]);
    }

    [Fact]
    public async Task A_defect_breaks_the_connection_and_is_reported()
    {
        (SandboxAccount account, _) = StubService.Account((_, _, _) => throw new KeyNotFoundException("a defect"));
        var reported = new TaskCompletionSource<Exception>();
        await using SandboxServer server = SandboxServer.Start(account, report: reported.SetResult);
        using var client = new WireClient(new HttpClient { BaseAddress = server.Endpoint });

        await Assert.ThrowsAsync<HttpRequestException>(() => client.CallAsync("CreateVpc"));

        Assert.Equal("a defect", (await reported.Task).Message);
    }

    [Fact]
    public async Task A_server_that_is_gone_has_given_its_port_back()
    {
        SandboxServer server = SandboxServer.Start(SandboxAccount.Create());
        int port = server.Endpoint.Port;
        using var open = new TcpClient();
        await open.ConnectAsync("127.0.0.1", port, WireClient.Token);
        await server.DisposeAsync();

        await using SandboxServer again = SandboxServer.Start(SandboxAccount.Create(), port);
        Assert.Equal(port, again.Endpoint.Port);
    }

    private static async Task<string> ExchangeAsync(SandboxServer server, string text)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync("127.0.0.1", server.Endpoint.Port, WireClient.Token);
        await using NetworkStream stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), WireClient.Token);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(WireClient.Token);
    }
}
