using System.Security;
using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Identity;
using AwsHardening.Core.Identity.Keys;
using AwsHardening.Core.Identity.Vault;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Iam;
using AwsHardening.Seam;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

/// <summary>Roles that want MFA, assumed with a key of a vault's file by one shell after the other.</summary>
public sealed class KeptMfaSessionTests : IAsyncLifetime
{
    private readonly KeyBench _bench = new();
    private readonly List<UnlockedVaults> _shells = [];
    private string _serial = "";

    private string Folder => _bench.Rehearsal.StateFolder;

    private string FilePath => VaultChoice.PathIn(Folder, VaultChoice.File);

    private int Tokens => _bench.Account.Calls.Count(call => call.Operation == "GetSessionToken" && call.ErrorCode is null);

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
        foreach (var role in new[] { "first", "second" })
        {
            _bench.Account.Invoke("iam", "CreateRole", new JsonObject
            {
                ["RoleName"] = role,
                ["AssumeRolePolicyDocument"] = $$"""
                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
                    "Principal":{"AWS":"arn:aws:iam::{{_bench.Account.AccountId}}:user/{{KeyBench.User}}"},
                    "Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"} } } ] }
                    """,
            });
        }

        // Without its device: nobody asks for a code before a role is assumed.
        await AccessKeyOperation.NewAsync(
            _bench.Rehearsal.Session, new NewKeyOptions { UserName = KeyBench.User, Name = KeyBench.Name }, Vault(NewShell()), new TestHost(), KeyBench.Token);
        Advance(TimeSpan.FromMinutes(2));
    }

    public ValueTask DisposeAsync()
    {
        CurrentHost.Value = null;
        _shells.ForEach(shell => shell.Dispose());
        _bench.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_second_shell_assumes_another_role_without_a_second_code()
    {
        using var first = await AssumeAsync("first", Code());
        using var second = await AssumeAsync("second", null);
        Assert.Equal("second", (await CallerIdentityOperation.GetAsync(second, KeyBench.Token)).PrincipalName);
        Assert.Equal(1, Tokens);
    }

    [Fact]
    public async Task What_connecting_has_kept_serves_roles_and_the_other_way_round()
    {
        var shell = NewShell();
        using (await VaultConnect.OpenAsync(
            new VaultConnectOptions { Name = KeyBench.Name, Through = _bench.Rehearsal.Session, MfaSerial = _serial, MfaToken = SecretText.FromChars(Code()) },
            Vault(shell), new TestHost(), KeyBench.Token))
        {
            using var role = await AssumeAsync("first", null);
            Assert.Equal(1, Tokens);
        }
    }

    [Fact]
    public async Task A_session_that_has_ended_or_is_about_to_is_not_used()
    {
        using var first = await AssumeAsync("first", Code());
        Advance(TimeSpan.FromHours(12) - TimeSpan.FromMinutes(4));
        Assert.Equal("MfaCodeNeeded", (await Assert.ThrowsAsync<OperationException>(() => AssumeAsync("second", null))).Error.Id);
        Advance(TimeSpan.FromHours(1));
        using var second = await AssumeAsync("second", Code());
        Assert.Equal(2, Tokens);
        // The one that ended is gone from the vault.
        Assert.Single(await Vault(NewShell()).ListAsync(KeyBench.Token), entry => !VaultNames.IsCredential(entry.Name));
    }

    [Fact]
    public async Task Nothing_secret_of_a_session_stands_in_the_file()
    {
        using var role = await AssumeAsync("first", Code());
        var text = await File.ReadAllTextAsync(FilePath, KeyBench.Token);
        var vault = Vault(NewShell());
        var name = Assert.Single(await vault.ListAsync(KeyBench.Token), entry => !VaultNames.IsCredential(entry.Name)).Name;
        using var kept = await vault.ReadAsync(name, KeyBench.Token);
        var session = VaultCredentials.Reveal(kept!);
        var assumed = await AwsSession.Of(role).Credentials.GetCredentialsAsync();
        string[] secrets = [session.SecretKey, session.Token, assumed.SecretKey, assumed.Token, .. _bench.Secrets.Values];
        foreach (var secret in secrets)
        {
            Assert.True(secret.Length > 20);
            Assert.DoesNotContain(secret, text);
            Assert.DoesNotContain(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(secret)), text);
        }
    }

    [Fact]
    public async Task A_vault_that_cannot_be_opened_costs_a_code_and_says_so()
    {
        TestHost host = new();
        CurrentHost.Value = host;
        var error = new OperationException(new OperationError("VaultBusy", OperationErrorCategory.ObjectNotFound, "busy", "wait", null));
        using var first = await AssumeAsync("first", Code(), _ => throw error);
        Assert.Equal(2, host.Warnings.Count);
        Assert.All(host.Warnings, warning => Assert.Contains("busy", warning));
        Assert.Equal(1, Tokens);
    }

    // Each call is a shell of its own: what it knows, it knows from the file.
    private async Task<HardeningSession> AssumeAsync(string role, string? code, Func<CancellationToken, Task<IVaultBackend>>? open = null)
    {
        var shell = NewShell();
        var session = await VaultConnect.OpenAsync(
            new VaultConnectOptions { Name = KeyBench.Name, Through = _bench.Rehearsal.Session, Reopen = open ?? (_ => Task.FromResult(Vault(shell))) },
            Vault(shell), new TestHost(), KeyBench.Token);
        return await RoleScene.AssumeAsync(new RoleSource(session, _serial, code is null ? null : SecretText.FromChars(code)), new() { RoleName = role });
    }

    private UnlockedVaults NewShell()
    {
        _shells.Add(new UnlockedVaults(_bench.Rehearsal.Clock));
        return _shells[^1];
    }

    private IVaultBackend Vault(UnlockedVaults shell) => VaultChoice.Open(VaultChoice.File, Folder, Passphrase, new TestHost(), shell, TimeProvider.System);

    private static SecureString Passphrase() => SecretText.FromChars("four words are enough");

    private string Code() => _bench.Account.Service<IamService>().ReadCode(_serial);

    private void Advance(TimeSpan step)
    {
        _bench.Rehearsal.Clock.Advance(step);
        ((SteppingClock)_bench.Account.Clock).Advance(step);
    }
}
