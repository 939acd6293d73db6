using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Identity.Keys;
using AwsHardening.Core.Identity.Vault;
using AwsHardening.Sandbox.Iam;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

public sealed class VaultSessionTests : IAsyncLifetime
{
    private readonly KeyBench _bench = new();
    private string _serial = "";

    public async ValueTask InitializeAsync()
    {
        _serial = (string)_bench.Account.Invoke("iam", "CreateVirtualMFADevice", new JsonObject { ["VirtualMFADeviceName"] = KeyBench.User })["VirtualMFADevice"]!["SerialNumber"]!;
        var step = TimeBasedCode.Step(_bench.Account.Clock.GetUtcNow());
        var seed = _bench.Account.Service<IamService>().State.VirtualDevices[_serial].Seed;
        _bench.Account.Invoke("iam", "EnableMFADevice", new JsonObject
        {
            ["UserName"] = KeyBench.User, ["SerialNumber"] = _serial,
            ["AuthenticationCode1"] = TimeBasedCode.Of(seed, step - 1), ["AuthenticationCode2"] = TimeBasedCode.Of(seed, step),
        });
        await AccessKeyOperation.NewAsync(_bench.Rehearsal.Session, new NewKeyOptions { UserName = KeyBench.User, Name = KeyBench.Name, MfaSerial = _serial }, _bench.Vault, new TestHost(), KeyBench.Token);
    }

    public ValueTask DisposeAsync()
    {
        _bench.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_code_is_asked_for_once_and_the_session_serves_whoever_comes_next()
    {
        using var first = await OpenAsync(Code());
        Assert.StartsWith("ASIA", await KeyOfAsync(first), StringComparison.Ordinal);
        using var second = await OpenAsync(null);
        Assert.Equal(await KeyOfAsync(first), await KeyOfAsync(second));
        Assert.EndsWith($"user/{KeyBench.User}", (await CallerIdentityOperation.GetAsync(second, KeyBench.Token)).Arn);
        Assert.Equal(1, Tokens);
        List<VaultCredential> listed = [];
        await foreach (var one in VaultOperation.FindAsync(_bench.Vault, [], new TestHost(), _bench.Rehearsal.Clock, KeyBench.Token))
        {
            listed.Add(one);
        }

        Assert.NotNull(Assert.Single(listed).SessionExpiresAt);
    }

    [Fact]
    public async Task A_session_that_is_about_to_end_is_not_used_and_one_that_ended_says_so()
    {
        using var first = await OpenAsync(Code());
        Advance(TimeSpan.FromHours(12) - TimeSpan.FromMinutes(4));
        Assert.Equal("MfaCodeNeeded", (await Assert.ThrowsAsync<OperationException>(() => OpenAsync(null))).Error.Id);
        Advance(TimeSpan.FromMinutes(5));
        var ended = await Assert.ThrowsAsync<OperationException>(() => CallerIdentityOperation.GetAsync(first, KeyBench.Token));
        Assert.Contains($"-VaultCredential {KeyBench.Name}", ended.Message);
        using var next = await OpenAsync(Code());
        Assert.Equal(2, Tokens);
        Assert.Equal(2, _bench.Vault.Names.Count);
    }

    [Fact]
    public async Task A_rotated_key_has_no_old_sessions()
    {
        using var before = await OpenAsync(Code());
        var host = new TestHost();
        await _bench.UpdateAsync(host);
        Assert.Empty(host.Errors);
        Assert.Equal([KeyBench.Name], _bench.Vault.Names);
        Assert.Equal(_serial, VaultFacts.Of((await _bench.Vault.ListAsync(KeyBench.Token))[0]).MfaSerial);
        Assert.Equal("MfaCodeNeeded", (await Assert.ThrowsAsync<OperationException>(() => OpenAsync(null))).Error.Id);
    }

    [Fact]
    public async Task A_wrong_code_is_said_in_words_and_nothing_is_kept()
    {
        Assert.Equal("MfaCodeRefused", (await Assert.ThrowsAsync<OperationException>(() => OpenAsync("000000"))).Error.Id);
        Assert.Equal([KeyBench.Name], _bench.Vault.Names);
    }

    private int Tokens => _bench.Account.Calls.Count(call => call.Operation == "GetSessionToken" && call.ErrorCode is null);

    private string Code() => _bench.Account.Service<IamService>().ReadCode(_serial);

    // The account has a clock of its own.
    private void Advance(TimeSpan step)
    {
        _bench.Rehearsal.Clock.Advance(step);
        (_bench.Account.Clock as Sandbox.SteppingClock)?.Advance(step);
    }

    private Task<HardeningSession> OpenAsync(string? code) => VaultConnect.OpenAsync(
        new VaultConnectOptions
        {
            Name = KeyBench.Name, Through = _bench.Rehearsal.Session, MfaToken = code is null ? null : SecretText.FromChars(code),
        },
        _bench.Vault, new TestHost(), KeyBench.Token);

    private static async Task<string> KeyOfAsync(HardeningSession session) => (await AwsSession.Of(session).Credentials.GetCredentialsAsync()).AccessKey;
}
