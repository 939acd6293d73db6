using AwsHardening.Core.Reporting;
using AwsHardening.Sandbox;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <summary>Domains and vaults, judged in an account.</summary>
public sealed class VaultRuleTests
{
    private const string Open = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""";

    private readonly SandboxAccount _account = SandboxAccount.Create();

    [Fact]
    public async Task An_open_vault_is_found_on_the_second_page()
    {
        foreach (var name in Enumerable.Range(10, 11).Select(i => $"vault-{i}"))
        {
            _account.Call("glacier", "CreateVault", new { accountId = "-", vaultName = name });
        }

        _account.Call("glacier", "SetVaultAccessPolicy", new { accountId = "-", vaultName = "vault-20", policy = new { Policy = Open } });
        _account.ClearCalls();
        var found = await AuditScene.AuditAsync(_account, new AuditOptions { Region = ["us-east-1"], Rule = ["glacier-vault-public"] });
        Assert.Equal(11, found.Count);
        var open = Assert.Single(found, one => one.Status == FindingStatus.Fail);
        Assert.Equal($"arn:aws:glacier:us-east-1:{_account.AccountId}:vaults/vault-20", open.ResourceArn);
        Assert.Equal(2, _account.Calls.Count(call => call.Operation == "ListVaults"));
    }

    [Fact]
    public async Task A_domain_is_open_by_its_policy_where_its_endpoint_is_on_the_internet_alone()
    {
        var subnet = _account.Subnet(_account.Vpc());
        _account.Call("opensearch", "CreateDomain", new { DomainName = "inside", AccessPolicies = Open, VPCOptions = new { SubnetIds = new[] { subnet } } });
        _account.Call("opensearch", "CreateDomain", new { DomainName = "outside", AccessPolicies = Open });
        _account.Call("opensearch", "CreateDomain", new { DomainName = "without" });
        var found = await AuditScene.AuditAsync(_account, new AuditOptions { Region = ["us-east-1"], Rule = ["opensearch-domain-public"] });
        Assert.Equal(
            [("inside", FindingStatus.Pass), ("outside", FindingStatus.Fail), ("without", FindingStatus.Pass)],
            found.OrderBy(one => one.ResourceId, StringComparer.Ordinal).Select(one => (one.ResourceId, one.Status)));
    }
}
