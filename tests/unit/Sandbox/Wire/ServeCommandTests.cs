using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Wire;

public class ServeCommandTests
{
    [Theory]
    [InlineData("", "No command")]
    [InlineData("run", "'run'")]
    [InlineData("serve --template", "--template needs a value")]
    [InlineData("serve --template Nothing", "'Nothing'")]
    [InlineData("serve --port x", "'x' is no port")]
    [InlineData("serve --port 70000", "'70000' is no port")]
    [InlineData("serve --account 12", "'12' is not twelve digits")]
    [InlineData("serve --speed 9", "'--speed'")]
    [InlineData("serve --fault Throttle:ec2", "'Throttle:ec2' is no fault")]
    [InlineData("serve --fault Explode:ec2:*", "'Explode' is no kind of fault")]
    [InlineData("serve --fault 3:ec2:*", "'3' is no kind of fault")]
    [InlineData("serve --fault Throttle:ec2:*:0", "'0' does not say which call")]
    public async Task Arguments_that_make_no_sense_get_a_reason_the_usage_and_exit_code_2(string line, string reason)
    {
        var errors = new StringWriter();
        int code = await ServeCommand.RunAsync(
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries), TextWriter.Null, errors, WireClient.Token);
        Assert.Equal(2, code);
        Assert.Contains(reason, errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("usage:", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_no_error()
    {
        var output = new StringWriter();
        Assert.Equal(0, await ServeCommand.RunAsync(["--help"], output, TextWriter.Null, WireClient.Token));
        Assert.Contains("--template", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_so()
    {
        await using SandboxServer taken = SandboxServer.Start(SandboxAccount.Create());
        var errors = new StringWriter();
        int code = await ServeCommand.RunAsync(["serve", "--port", $"{taken.Endpoint.Port}"], TextWriter.Null, errors, WireClient.Token);
        Assert.Equal(1, code);
        Assert.Contains("port", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_served_account_is_announced_and_ends_when_asked()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(WireClient.Token);
        var output = new AnnouncingWriter();
        Task<int> running = ServeCommand.RunAsync(["serve", "--region", "eu-west-1"], output, TextWriter.Null, stop.Token);
        string announced = await output.Announced.Task;
        string endpoint = announced.Split('\n').Single(line => line.Contains("AWS_ENDPOINT_URL=", StringComparison.Ordinal)).Split('=')[1].Trim();
        using var client = new WireClient(new HttpClient { BaseAddress = new Uri(endpoint) }, "sts");

        Assert.Equal("123456789012", (await client.CallAsync("GetCallerIdentity"))["Account"]);
        Assert.Contains("AWS_REGION=eu-west-1", announced, StringComparison.Ordinal);
        await stop.CancelAsync();
        Assert.Equal(0, await running);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.CallAsync("GetCallerIdentity"));
    }

    [Fact]
    public async Task A_served_account_goes_wrong_as_it_was_told()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(WireClient.Token);
        var output = new AnnouncingWriter();
        Task<int> running = ServeCommand.RunAsync(
            ["serve", "--fault", "AccessDenied:sts:Get*:2", "--fault", "dropresponse:sts:*:3"], output, TextWriter.Null, stop.Token);
        string announced = await output.Announced.Task;
        Assert.Contains("Faults: AccessDenied sts Get*, DropResponse sts *", announced, StringComparison.Ordinal);
        string endpoint = announced.Split('\n').Single(line => line.Contains("AWS_ENDPOINT_URL=", StringComparison.Ordinal)).Split('=')[1].Trim();
        using var client = new WireClient(new HttpClient { BaseAddress = new Uri(endpoint) }, "sts");
        Assert.NotNull((await client.CallAsync("GetCallerIdentity"))["Account"]);
        Assert.Equal("AccessDenied", (await client.CallAsync("GetCallerIdentity"))["Code"]);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.CallAsync("GetCallerIdentity"));
        Assert.NotNull((await client.CallAsync("GetCallerIdentity"))["Account"]);
        await stop.CancelAsync();
        Assert.Equal(0, await running);
    }

    private sealed class AnnouncingWriter : StringWriter
    {
        public TaskCompletionSource<string> Announced { get; } = new();

        public override Task FlushAsync(CancellationToken cancellationToken)
        {
            Announced.TrySetResult(ToString());
            return Task.CompletedTask;
        }
    }
}
