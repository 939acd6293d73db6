using System.Text.Json.Nodes;
using AwsHardening.Core.Account.Snapshots;
using AwsHardening.Core.Network.Model;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.RandomAccounts;
using AwsHardening.UnitTests.Engine.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Snapshots;

public class PseudonymTests
{
    private static readonly byte[] s_salt = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public async Task Nothing_of_the_account_can_be_read_in_it()
    {
        using var bench = new SnapshotBench();
        var account = SandboxAccount.FromTemplate("Fnd203");
        var whole = SnapshotBench.Lines(await bench.ExportAsync(account));
        var text = string.Join('\n', SnapshotBench.Lines(await bench.ExportAsync(account, pseudonymize: true, salt: s_salt)));
        Assert.DoesNotContain(account.AccountId, text);
        Assert.DoesNotContain("WebApp", text);
        Assert.DoesNotContain("FND203", text, StringComparison.OrdinalIgnoreCase);
        var addresses = whole.SelectMany(line => System.Text.RegularExpressions.Regex.Matches(line, "203\\.0\\.113\\.[0-9]+")).Select(match => match.Value);
        Assert.NotEmpty(addresses);
        Assert.All(addresses.Distinct(), address => Assert.DoesNotContain($"\"{address}\"", text));
    }

    [Fact]
    public async Task The_same_rules_can_be_replaced_by_the_same_groups()
    {
        using var bench = new SnapshotBench();
        for (var seed = 1; seed <= 5; seed++)
        {
            var original = seed == 1 ? SandboxAccount.FromTemplate("Fnd203") : RandomAccount.Build(seed, 10);
            var copy = SandboxAccount.FromSnapshot(await bench.ExportAsync(original, pseudonymize: true, salt: s_salt));
            Assert.NotEqual(original.AccountId, copy.AccountId);
            Assert.Equal(await ReplacedAsync(original), await ReplacedAsync(copy));
        }
    }

    [Fact]
    public async Task Another_salt_gives_other_names_and_the_same_salt_the_same()
    {
        using var bench = new SnapshotBench();
        var account = SandboxAccount.FromTemplate("Fnd203");
        var one = SnapshotBench.Lines(await bench.ExportAsync(account, pseudonymize: true, salt: s_salt));
        Assert.Equal(one, SnapshotBench.Lines(await bench.ExportAsync(account, pseudonymize: true, salt: s_salt)));
        Assert.NotEqual(one, SnapshotBench.Lines(await bench.ExportAsync(account, pseudonymize: true)));
        Assert.NotEqual(new SnapshotOptions { Path = "" }.Salt, new SnapshotOptions { Path = "" }.Salt);
    }

    [Fact]
    public void A_public_address_lies_in_a_range_afterwards_exactly_when_it_did_before()
    {
        var addresses = new PublicAddresses(s_salt);
        var pairs = from octets in Gen.Choose(0, 255).Four()
                    from bit in Gen.Choose(0, 31)
                    from length in Gen.Choose(0, 32)
                    select (octets, bit, length);
        Law.Holds(pairs, pair =>
        {
            var (a, b, c, d) = pair.octets;
            var range = Cidr.Parse($"{a}.{b}.{c}.{d}/{pair.length}");
            var bytes = new[] { (byte)a, (byte)b, (byte)c, (byte)d };
            bytes[pair.bit / 8] ^= (byte)(1 << (7 - (pair.bit % 8)));
            var address = string.Join('.', bytes);
            var (mappedRange, mapped) = (addresses.TryReplace(range.ToString())!, addresses.TryReplace(address)!);
            Assert.Equal(
                range.Contains(Cidr.Parse($"{address}/32")), Cidr.Parse(mappedRange).Contains(Cidr.Parse($"{mapped}/32")));
        }, 2000);
    }

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("192.168.0.0/16")]
    [InlineData("172.31.0.0/16")]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("fd00::1")]
    [InlineData("100.64.0.0/10")]
    public void Private_and_special_addresses_stay(string address) => Assert.Equal(address, new PublicAddresses(s_salt).TryReplace(address));

    [Theory]
    [InlineData("1.2")]
    [InlineData("web server")]
    [InlineData("2026-01-01T00:00:00.000Z")]
    [InlineData("02:00:00:00:00:01")]
    public void What_is_no_address_is_none(string text) => Assert.Null(new PublicAddresses(s_salt).TryReplace(text));

    private static async Task<IReadOnlyList<string>> ReplacedAsync(SandboxAccount account)
    {
        using var rehearsal = new Rehearsal(account);
        await rehearsal.SetAsync(await rehearsal.OpenToVpcAsync(), new TestHost());
        return
        [
            .. rehearsal.Mutations.Select(call => $"{call.Operation} {call.Parameters["GroupId"]} "
                + $"{string.Join(',', Groups(call.Parameters))} {call.Parameters["SecurityGroupRuleIds"]?.ToJsonString()}")
                // Groups are worked through by name, and the names are others.
                .Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> Groups(JsonObject parameters) =>
        from permission in parameters["IpPermissions"] as JsonArray ?? []
        from pair in permission!["UserIdGroupPairs"] as JsonArray ?? []
        select $"{permission["IpProtocol"]}/{permission["FromPort"]}/{pair!["GroupId"]}";
}
