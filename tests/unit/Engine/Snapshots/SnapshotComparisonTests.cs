using AwsHardening.Core.Account.Snapshots;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Snapshots;

public sealed class SnapshotComparisonTests : IDisposable
{
    private readonly SnapshotBench _bench = new();
    private readonly SandboxAccount _account = SandboxAccount.FromTemplate("Fnd203");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Two_snapshots_of_one_state_do_not_differ() =>
        Assert.Empty(await CompareAsync(await _bench.ExportAsync(_account), await _bench.ExportAsync(_account)));

    [Fact]
    public async Task What_was_added_removed_and_changed_is_told_by_member()
    {
        var before = await _bench.ExportAsync(_account);
        var group = (string)_account.All("DescribeSecurityGroups", "SecurityGroups").First(one => (string)one["GroupName"]! != "default")["GroupId"]!;
        var egress = AccountContent.Rules(_account).First(rule => (string)rule["GroupId"]! == group && (bool)rule["IsEgress"]!);
        var old = (string)egress["SecurityGroupRuleId"]!;
        _account.Revoke(group, egress: true, old);
        var added = _account.Authorize(group, egress: false, Ec2Calls.Tcp(4321, "10.9.0.0/16"));
        _account.Ec2("CreateTags", ("Resources", Ec2Calls.Texts(group)), ("Tags", Ec2Calls.Tags(("Owner", "ops"))));
        var after = await _bench.ExportAsync(_account);

        // What follows from it elsewhere, such as targets that are no longer healthy, is another matter.
        var found = (await CompareAsync(before, after)).Where(one => one.ResourceType.StartsWith("AWS::EC2::", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            [
                ("AWS::EC2::SecurityGroup", group, AccountSnapshotChange.Changed), ("AWS::EC2::SecurityGroupRule", added, AccountSnapshotChange.Added),
                ("AWS::EC2::SecurityGroupRule", old, AccountSnapshotChange.Removed),
            ],
            found.Select(one => (one.ResourceType, one.ResourceId, one.Change)).OrderBy(one => one.ResourceType).ThenBy(one => one.Change));
        var changed = found.Single(one => one.Change == AccountSnapshotChange.Changed);
        Assert.Equal(new AccountSnapshotMember("Tags[Owner]", null, "\"ops\""), Assert.Single(changed.Members));
        Assert.Contains("4321", found.Single(one => one.Change == AccountSnapshotChange.Added).After);
        Assert.Null(found.Single(one => one.Change == AccountSnapshotChange.Removed).After);
    }

    [Fact]
    public async Task A_subnet_behind_another_network_ACL_and_a_changed_entry_are_seen()
    {
        var acl = _account.All("DescribeNetworkAcls", "NetworkAcls").First();
        var before = await _bench.ExportAsync(_account);
        var made = (string)_account.Ec2("CreateNetworkAcl", ("VpcId", (string)acl["VpcId"]!))["NetworkAcl"]!["NetworkAclId"]!;
        _account.Ec2("ReplaceNetworkAclAssociation", ("NetworkAclId", made),
            ("AssociationId", (string)acl["Associations"]![0]!["NetworkAclAssociationId"]!));
        _account.Ec2("ReplaceNetworkAclEntry", ("NetworkAclId", (string)acl["NetworkAclId"]!), ("RuleNumber", 100), ("Egress", true),
            ("Protocol", "-1"), ("RuleAction", "allow"), ("CidrBlock", "10.0.0.0/8"));
        var found = (await CompareAsync(before, await _bench.ExportAsync(_account)))
            .Where(one => one.ResourceType.StartsWith("AWS::EC2::", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            [("AWS::EC2::NetworkAcl", made, AccountSnapshotChange.Added), ("AWS::EC2::NetworkAcl", (string)acl["NetworkAclId"]!, AccountSnapshotChange.Changed)],
            found.Select(one => (one.ResourceType, one.ResourceId, one.Change)).OrderBy(one => one.Change));
        var members = found.Single(one => one.Change == AccountSnapshotChange.Changed).Members;
        Assert.Contains(members, member => member.Path.StartsWith("Associations", StringComparison.Ordinal));
        Assert.Contains(members, member => member.Path.StartsWith("Entries", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_route_that_is_gone_is_a_member_of_its_table()
    {
        var before = await _bench.ExportAsync(_account);
        var table = _account.All("DescribeRouteTables", "RouteTables").First(one => one["Routes"]!.AsArray().Any(IsDefaultRoute));
        _account.Ec2("DeleteRoute", ("RouteTableId", (string)table["RouteTableId"]!), ("DestinationCidrBlock", "0.0.0.0/0"));
        var found = await CompareAsync(before, await _bench.ExportAsync(_account));
        var member = Assert.Single(Assert.Single(found, one => one.ResourceType == "AWS::EC2::RouteTable").Members);
        // Instances that reached Systems Manager through it are lost to it.
        Assert.Contains(found, one => one.ResourceType == "AWS::SSM::ManagedInstance");
        Assert.Equal("Routes[]", member.Path);
        Assert.Contains("0.0.0.0/0", member.Before);
        Assert.Null(member.After);
    }

    [Fact]
    public async Task Of_what_one_of_them_does_not_know_nothing_is_said()
    {
        var before = await _bench.ExportAsync(_account);
        _account.Faults.Add(new FaultRule(FaultKind.AccessDenied, "ec2", "DescribeSubnets"));
        var only = Assert.Single(await CompareAsync(before, await _bench.ExportAsync(_account)));
        Assert.Equal(("AWS::EC2::Subnet", AccountSnapshotChange.Unknown), (only.ResourceType, only.Change));
    }

    [Fact]
    public async Task A_pseudonymized_snapshot_is_warned_of()
    {
        var host = new TestHost();
        await CompareAsync(await _bench.ExportAsync(_account), await _bench.ExportAsync(_account, pseudonymize: true), host);
        Assert.Contains("pseudonymized", Assert.Single(host.Warnings));
    }

    private static bool IsDefaultRoute(System.Text.Json.Nodes.JsonNode? route) => (string?)route!["DestinationCidrBlock"] == "0.0.0.0/0";

    private static async Task<List<AccountSnapshotDifference>> CompareAsync(string before, string after, TestHost? host = null)
    {
        List<AccountSnapshotDifference> found = [];
        await foreach (var one in SnapshotComparison.CompareAsync(before, after, host ?? new(), TestContext.Current.CancellationToken))
        {
            found.Add(one);
        }

        return found;
    }
}
