using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;
using AwsHardening.UnitTests.SandboxTests.AwsCli;
using AwsHardening.UnitTests.SandboxTests.Identity;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Settings;

/// <summary>Vaults and their policies, as far as an audit looks at them.</summary>
public class VaultTests
{
    private const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"*","Resource":"*"}]}""";

    private readonly IdentityBench _bench = new(SandboxAccount.Create(new SandboxOptions { TimeProvider = TimeProvider.System }));

    private string Refused(string service, string operation, object parameters) =>
        Assert.Throws<AwsErrorException>(() => _bench.Call(service, operation, parameters)).Code;

    [Fact]
    public void Vaults_of_archives_come_in_pages_and_have_a_policy_once_one_is_set()
    {
        foreach (var name in new[] { "b", "a", "b" })
        {
            _bench.Call("glacier", "CreateVault", new { accountId = "-", vaultName = name });
        }

        var first = _bench.Call("glacier", "ListVaults", new { accountId = _bench.Id, limit = "1" });
        var second = _bench.Call("glacier", "ListVaults", new { accountId = "-", limit = "1", marker = (string)first["Marker"]! });
        Assert.Equal(("a", "b", null), ((string?)first["VaultList"]![0]!["VaultName"], (string?)second["VaultList"]![0]!["VaultName"], second["Marker"]));
        Assert.Equal("InvalidParameterValueException", Refused("glacier", "ListVaults", new { accountId = "-", limit = "many" }));
        Assert.Equal("InvalidParameterValueException", Refused("glacier", "CreateVault", new { accountId = "-", vaultName = "no name" }));
        Assert.Equal("AccessDeniedException", Refused("glacier", "ListVaults", new { accountId = "999988887777" }));

        Assert.Equal("ResourceNotFoundException", Refused("glacier", "GetVaultAccessPolicy", new { accountId = "-", vaultName = "a" }));
        Assert.Equal("InvalidParameterValueException", Refused("glacier", "SetVaultAccessPolicy", new { accountId = "-", vaultName = "a", policy = new { Policy = "{}" } }));
        _bench.Call("glacier", "SetVaultAccessPolicy", new { accountId = "-", vaultName = "a", policy = new { Policy } });
        Assert.Equal(Policy, (string?)_bench.Call("glacier", "GetVaultAccessPolicy", new { accountId = "-", vaultName = "a" })["policy"]!["Policy"]);
        Assert.Equal("ResourceNotFoundException", Refused("glacier", "SetVaultAccessPolicy", new { accountId = "-", vaultName = "none", policy = new { Policy } }));
    }

    [Fact]
    public void Vaults_of_backups_are_made_once_and_have_a_policy_once_one_is_put()
    {
        foreach (var name in new[] { "b-vault", "a-vault" })
        {
            _bench.Call("backup", "CreateBackupVault", new { BackupVaultName = name });
        }

        var first = _bench.Call("backup", "ListBackupVaults", new { MaxResults = 1 });
        var second = _bench.Call("backup", "ListBackupVaults", new { MaxResults = 1, NextToken = (string)first["NextToken"]! });
        Assert.Equal(("a-vault", "b-vault", null), ((string?)first["BackupVaultList"]![0]!["BackupVaultName"], (string?)second["BackupVaultList"]![0]!["BackupVaultName"], second["NextToken"]));
        Assert.Equal("AlreadyExistsException", Refused("backup", "CreateBackupVault", new { BackupVaultName = "a-vault" }));
        Assert.Equal("InvalidParameterValueException", Refused("backup", "CreateBackupVault", new { BackupVaultName = "no name" }));
        Assert.Equal("InvalidParameterValueException", Refused("backup", "ListBackupVaults", new { MaxResults = 1001 }));

        Assert.Equal("ResourceNotFoundException", Refused("backup", "GetBackupVaultAccessPolicy", new { BackupVaultName = "a-vault" }));
        Assert.Equal("InvalidParameterValueException", Refused("backup", "PutBackupVaultAccessPolicy", new { BackupVaultName = "a-vault", Policy = "{}" }));
        _bench.Call("backup", "PutBackupVaultAccessPolicy", new { BackupVaultName = "a-vault", Policy });
        Assert.Equal(Policy, (string?)_bench.Call("backup", "GetBackupVaultAccessPolicy", new { BackupVaultName = "a-vault" })["Policy"]);
        Assert.Equal("ResourceNotFoundException", Refused("backup", "PutBackupVaultAccessPolicy", new { BackupVaultName = "none", Policy }));
    }

    [Fact]
    public async Task The_CLI_reads_policies_of_vaults_of_backups_that_let_it_in()
    {
        Assert.SkipWhen(Tools.Aws is null, "The aws CLI is not on this machine.");
        var key = _bench.User("guest", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"backup:ListBackupVaults","Resource":"*"}}""");
        var guest = Policy.Replace("111122223333:root", $"{_bench.Id}:user/guest", StringComparison.Ordinal);
        _bench.Call("backup", "CreateBackupVault", new { BackupVaultName = "mine" });
        _bench.Call("backup", "CreateBackupVault", new { BackupVaultName = "other" });
        _bench.Call("backup", "PutBackupVaultAccessPolicy", new { BackupVaultName = "mine", Policy = guest });
        await using var server = SandboxServer.Start(_bench.Account);
        var aws = new AwsCommand(server.Endpoint, key, _bench.Secret(key));
        var token = TestContext.Current.CancellationToken;

        var answers = await Task.WhenAll(
            aws.RunAsync(token, "backup", "get-backup-vault-access-policy", "--backup-vault-name", "mine"),
            aws.RunAsync(token, "backup", "get-backup-vault-access-policy", "--backup-vault-name", "other"),
            aws.RunAsync(token, "backup", "list-backup-vaults", "--page-size", "1"));

        Assert.Equal((guest, "AccessDeniedException"), ((string?)answers[0].Output!["Policy"], answers[1].Error));
        Assert.Equal(["mine", "other"], answers[2].Output!["BackupVaultList"]!.AsArray().Select(vault => (string)vault!["BackupVaultName"]!));
    }

    [Fact]
    public async Task The_CLI_makes_reads_and_misses_policies_of_vaults()
    {
        Assert.SkipWhen(Tools.Aws is null, "The aws CLI is not on this machine.");
        var key = _bench.User("auditor", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"glacier:*","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"*:vaults/closed"}]}""");
        foreach (var name in new[] { "mine", "bare", "closed" })
        {
            _bench.Call("glacier", "CreateVault", new { accountId = "-", vaultName = name });
        }

        await using var server = SandboxServer.Start(_bench.Account);
        var aws = new AwsCommand(server.Endpoint, key, _bench.Secret(key));
        var token = TestContext.Current.CancellationToken;
        Task<AwsAnswer> VaultAsync(string command, string name, params string[] rest) => aws.RunAsync(token, ["glacier", command, "--account-id", "-", "--vault-name", name, .. rest]);

        Assert.Null((await VaultAsync("set-vault-access-policy", "mine", "--policy", new JsonObject { ["Policy"] = Policy }.ToJsonString())).Error);
        var answers = await Task.WhenAll(
            VaultAsync("get-vault-access-policy", "mine"), VaultAsync("get-vault-access-policy", "bare"), VaultAsync("get-vault-access-policy", "closed"),
            aws.RunAsync(token, "glacier", "list-vaults", "--account-id", "-", "--page-size", "2"));

        Assert.Equal(Policy, (string?)answers[0].Output!["policy"]!["Policy"]);
        Assert.Equal(["ResourceNotFoundException", "AccessDeniedException"], answers[1..3].Select(answer => answer.Error));
        Assert.Equal(["bare", "closed", "mine"], answers[3].Output!["VaultList"]!.AsArray().Select(vault => (string)vault!["VaultName"]!));
    }
}
