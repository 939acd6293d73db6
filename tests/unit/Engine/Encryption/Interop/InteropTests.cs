using System.Text;
using System.Text.Json.Nodes;
using AwsHardening.Core.Encryption.Data;
using AwsHardening.Core.Encryption.Message;
using AwsHardening.Core.Encryption.Store;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;
using AwsHardening.UnitTests.Engine.Encryption.Store;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Encryption.Interop;

/// <summary>Both ways with the AWS Encryption SDK for JavaScript, against the sandbox's KMS on a port.</summary>
public sealed class InteropTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string> s_context = new() { ["purpose"] = "interop", ["ümlaut"] = "Ω" };

    private readonly StoreScene _scene = new();
    private SandboxServer? _server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _server = SandboxServer.Start(_scene.Account);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _scene.Dispose();
    }

    [Theory]
    [InlineData(false, 0, 64)]
    [InlineData(false, 1, 64)]
    [InlineData(false, 128, 64)]
    [InlineData(false, 1000, 64)]
    [InlineData(true, 0, 64)]
    [InlineData(true, 1000, 64)]
    [InlineData(true, 100_000, 65536)]
    public async Task What_we_write_under_KMS_the_other_reads(bool sign, int length, int frame)
    {
        using var node = await NodeClient.StartAsync(_server!.Endpoint, Token);
        var text = new string('x', length);
        foreach (var context in new[] { [], s_context })
        {
            var message = await _scene.ProtectAsync(text, new ProtectionOptions { KmsKeyIds = [_scene.NewKey(), _scene.NewKey()], Sign = sign, FrameLength = frame, Context = context });

            var answer = await node.AskAsync(new { verb = "decrypt", discovery = true, data = Convert.ToBase64String(message) }, Token);

            Assert.Equal((null, text), ((string?)answer["error"], Text(answer)));
            Assert.All(context, pair => Assert.Equal(pair.Value, (string?)answer["context"]![pair.Key]));
        }
    }

    [Theory]
    [InlineData(0x0478, 0)]
    [InlineData(0x0478, 64)]
    [InlineData(0x0478, 1000)]
    [InlineData(0x0578, 64)]
    [InlineData(0x0578, 1000)]
    public async Task What_the_other_writes_we_read(int suite, int length)
    {
        using var node = await NodeClient.StartAsync(_server!.Endpoint, Token);
        var text = new string('x', length);
        foreach (var context in new[] { [], s_context })
        {
            var answer = await node.AskAsync(new { verb = "encrypt", key = _scene.NewKey(), data = Base64(text), suite, frame = 64, context }, Token);

            Assert.Null((string?)answer["error"]);
            var message = Convert.FromBase64String((string)answer["data"]!);
            Assert.Equal(suite, HeaderParser.Parse(message, new HeaderLimits())!.Header.Suite.Id);
            Assert.Equal(text, await _scene.UnprotectAsync(message, new ProtectionOptions { Context = context }));
        }
    }

    [Theory]
    [InlineData(0x0014)]
    [InlineData(0x0046)]
    [InlineData(0x0078)]
    [InlineData(0x0114)]
    [InlineData(0x0146)]
    [InlineData(0x0178)]
    [InlineData(0x0214)]
    [InlineData(0x0346)]
    [InlineData(0x0378)]
    public async Task Every_suite_of_version_1_that_the_other_writes_we_read_when_allowed(int suite)
    {
        using var node = await NodeClient.StartAsync(_server!.Endpoint, Token);
        var answer = await node.AskAsync(
            new { verb = "encrypt", key = _scene.NewKey(), data = Base64("Attack at dawn"), suite, frame = 4, context = s_context, policy = "FORBID_ENCRYPT_ALLOW_DECRYPT" }, Token);

        Assert.Null((string?)answer["error"]);
        var message = Convert.FromBase64String((string)answer["data"]!);
        Assert.Equal("Attack at dawn", await _scene.UnprotectAsync(message, new ProtectionOptions { AllowUncommitted = true }));
        Assert.Equal("MessageUncommitted", (await StoreScene.ErrorAsync(() => _scene.UnprotectAsync(message))).Id);
    }

    [Fact]
    public async Task A_message_under_a_stored_key_is_read_from_its_header_alone_even_after_the_table_is_lost()
    {
        using var node = await NodeClient.StartAsync(_server!.Endpoint, Token);
        await _scene.InitializeAsync();
        await _scene.ChangeAsync(DataKeyAction.New);
        var plain = await _scene.ProtectAsync("Attack at dawn", new ProtectionOptions { DataKeyId = StoreScene.Id });
        var wrapped = await _scene.ProtectAsync(
            "Attack at dawn", new ProtectionOptions { DataKeyId = StoreScene.Id, WrapAfresh = true, Sign = true, Context = s_context });
        _scene.Account.ClearCalls();
        foreach (var message in new[] { plain, wrapped })
        {
            var answer = await node.AskAsync(new { verb = "decrypt", discovery = true, data = Convert.ToBase64String(message) }, Token);
            Assert.Equal((null, "Attack at dawn"), ((string?)answer["error"], Text(answer)));
            Assert.Equal("application", (string?)answer["context"]!["data-key-id"]);
        }

        Assert.DoesNotContain(_scene.Account.Calls, call => call.Service == "dynamodb");
    }

    [Fact]
    public async Task A_raw_key_goes_both_ways()
    {
        using var node = await NodeClient.StartAsync(_server!.Endpoint, Token);
        var raw = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        ProtectionOptions Ours() => new() { RawKey = new SecretBytes(raw), KeyNamespace = "space", KeyName = "näme" };
        foreach (var sign in new[] { false, true })
        {
            var message = await _scene.ProtectAsync("Attack at dawn", Ours() with { Sign = sign });
            var read = await node.AskAsync(
                new { verb = "decrypt", raw = Convert.ToBase64String(raw), @namespace = "space", name = "näme", data = Convert.ToBase64String(message) }, Token);
            Assert.Equal((null, "Attack at dawn"), ((string?)read["error"], Text(read)));
            var written = await node.AskAsync(
                new { verb = "encrypt", raw = Convert.ToBase64String(raw), @namespace = "space", name = "näme", data = Base64("Attack at dawn"), suite = sign ? 0x0578 : 0x0478, frame = 5 }, Token);
            Assert.Null((string?)written["error"]);
            Assert.Equal("Attack at dawn", await _scene.UnprotectAsync(Convert.FromBase64String((string)written["data"]!), Ours()));
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string? Text(JsonNode answer) =>
        answer["data"] is { } data ? Encoding.UTF8.GetString(Convert.FromBase64String((string)data!)) : null;
}
