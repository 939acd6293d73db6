using AwsHardening.UnitTests.Engine.Support;
using Xunit;
using static AwsHardening.UnitTests.Engine.Nacls.NaclRehearsal;

namespace AwsHardening.UnitTests.Engine.Nacls;

/// <summary>The workshop's network ACLs of the Proof of Concept VPC, made, taken back and made again.</summary>
public class IsolationStoryTests
{
    [Fact]
    public async Task PoCProtectionAZ1_comes_out_literally()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var subnet = rehearsal.Account.SubnetId(PocAz1);
        var before = rehearsal.Account.NaclOf(subnet);
        var host = new TestHost();

        var made = Assert.Single(await rehearsal.IsolateAsync(PoCProtectionAZ1, host));

        Assert.Empty(host.Errors);
        var after = rehearsal.Account.NaclOf(subnet);
        Assert.Equal(["in 100 allow -1 0.0.0.0/0", "out 50 deny -1 10.250.128.0/24", "out 100 allow -1 0.0.0.0/0"], NaclContentOf.Entries(after));
        Assert.Equal([subnet], NaclContentOf.Subnets(after));
        Assert.False((bool)after["IsDefault"]!);
        Assert.Equal("PoCProtectionAZ1", (string)after["Tags"]!.AsArray().Single(tag => (string)tag!["Key"]! == "Name")!["Value"]!);
        Assert.Equal((string)after["NetworkAclId"]!, made.NaclId);
        Assert.Equal([(string)before["NetworkAclId"]!], made.OtherNaclIds);
        Assert.Equal("Created", made.Status);
        Assert.Equal(
            ["CreateNetworkAcl", "CreateNetworkAclEntry", "CreateNetworkAclEntry", "CreateNetworkAclEntry", "ReplaceNetworkAclAssociation"],
            rehearsal.Mutations.Select(call => call.Operation));
        // Between the last entry and the association it was read back.
        Assert.Equal("DescribeNetworkAcls", rehearsal.Account.Calls[^2].Operation);
    }

    [Fact]
    public async Task Symmetric_adds_the_inbound_deny_under_the_same_number()
    {
        using var rehearsal = Rehearsal.Fnd203();
        await rehearsal.IsolateAsync(PoCProtectionAZ1 with { Symmetric = true }, new TestHost());
        Assert.Equal(
            ["in 50 deny -1 10.250.128.0/24", "in 100 allow -1 0.0.0.0/0", "out 50 deny -1 10.250.128.0/24", "out 100 allow -1 0.0.0.0/0"],
            NaclContentOf.Entries(rehearsal.Account.NaclOf(rehearsal.Account.SubnetId(PocAz1))));
    }

    [Fact]
    public async Task A_second_time_changes_nothing()
    {
        using var rehearsal = Rehearsal.Fnd203();
        await rehearsal.IsolateAsync(PoCProtectionAZ1, new TestHost());
        var calls = rehearsal.Mutations.Count;
        Assert.Equal("Unchanged", Assert.Single(await rehearsal.IsolateAsync(PoCProtectionAZ1, new TestHost())).Status);
        Assert.Equal(calls, rehearsal.Mutations.Count);
    }

    [Fact]
    public async Task Undo_restores_the_association_and_deletes_and_undo_of_the_undo_makes_it_again()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var before = NaclContentOf.Of(rehearsal.Account);
        var made = Assert.Single(await rehearsal.IsolateAsync(PoCProtectionAZ1, new TestHost()));
        var isolated = NaclContentOf.Of(rehearsal.Account);
        var host = new TestHost();
        var id = made.ChangeId!;
        for (var turn = 0; turn < 3; turn++)
        {
            rehearsal.Reopen();
            id = Assert.Single(await rehearsal.UndoAsync([id], host)).ChangeId;
            Assert.Equal(before, NaclContentOf.Of(rehearsal.Account));
            rehearsal.Reopen();
            id = Assert.Single(await rehearsal.UndoAsync([id], host)).ChangeId;
            Assert.Equal(isolated, NaclContentOf.Of(rehearsal.Account));
        }

        Assert.Empty(host.Errors);
        // Each time it was made anew, under a token of its own.
        var tokens = rehearsal.Mutations.Where(call => call.Operation == "CreateNetworkAcl").Select(call => (string)call.Parameters["ClientToken"]!);
        Assert.Equal(4, tokens.Distinct().Count());
    }

    [Fact]
    public async Task The_journal_shows_the_id_that_AWS_gave()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var made = Assert.Single(await rehearsal.IsolateAsync(PoCProtectionAZ1, new TestHost()));
        Assert.Equal(made.NaclId, Assert.Single(await rehearsal.ChangesAsync()).ResourceId);
    }

    [Fact]
    public async Task Remove_releases_to_the_recorded_association()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var before = NaclContentOf.Of(rehearsal.Account);
        var made = Assert.Single(await rehearsal.IsolateAsync(PoCProtectionAZ1, new TestHost()));
        var host = new TestHost();
        var released = Assert.Single(await rehearsal.ReleaseAsync(new() { Nacl = [made.NaclId!] }, host));
        Assert.Empty(host.Errors);
        Assert.Equal("Released", released.Status);
        Assert.Equal(made.OtherNaclIds, released.OtherNaclIds);
        Assert.Equal(before, NaclContentOf.Of(rehearsal.Account));
        Assert.Equal(HardeningChangeStatus.Undone, (await rehearsal.ChangesAsync())[0].Status);
    }

    [Fact]
    public async Task One_made_by_hand_is_released_to_what_is_said_and_comes_back()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var subnet = rehearsal.Account.SubnetId(PocAz1);
        var old = rehearsal.Account.NaclOf(subnet);
        var byHand = (string)rehearsal.Account.Ec2("CreateNetworkAcl", ("VpcId", (string)old["VpcId"]!))["NetworkAcl"]!["NetworkAclId"]!;
        rehearsal.Account.Ec2("CreateNetworkAclEntry", ("NetworkAclId", byHand), ("RuleNumber", 7), ("Egress", false), ("Protocol", "6"),
            ("RuleAction", "allow"), ("CidrBlock", "10.0.0.0/8"), ("PortRange", Ec2Calls.Object(("From", 80), ("To", 81))));
        rehearsal.Account.Ec2("ReplaceNetworkAclAssociation", ("NetworkAclId", byHand),
            ("AssociationId", (string)old["Associations"]!.AsArray().Single(one => (string)one!["SubnetId"]! == subnet)!["NetworkAclAssociationId"]!));
        var before = NaclContentOf.Of(rehearsal.Account);

        var refused = new TestHost();
        Assert.Empty(await rehearsal.ReleaseAsync(new() { Nacl = [byHand] }, refused));
        Assert.Equal("IsolationNotRecorded", Assert.Single(refused.Errors).Id);

        var host = new TestHost();
        var released = Assert.Single(await rehearsal.ReleaseAsync(new() { Nacl = [byHand], ReleaseTo = "default" }, host));
        Assert.Equal((string)old["NetworkAclId"]!, (string)rehearsal.Account.NaclOf(subnet)["NetworkAclId"]!);
        Assert.DoesNotContain(NaclContentOf.Nacls(rehearsal.Account), acl => (string)acl["NetworkAclId"]! == byHand);

        rehearsal.Reopen();
        await rehearsal.UndoAsync([released.ChangeId!], host);
        Assert.Empty(host.Errors);
        // But for the tag by which it can be found again.
        Assert.Equal(before, NaclContentOf.Of(rehearsal.Account).Select(line => line.Replace($"[aws-hardening:change={byHand}]", "[]")));
    }

    [Fact]
    public async Task The_default_network_ACL_is_never_deleted()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var id = (string)rehearsal.Account.NaclOf(rehearsal.Account.SubnetId(PocAz1))["NetworkAclId"]!;
        var host = new TestHost();
        Assert.Empty(await rehearsal.ReleaseAsync(new() { Nacl = [id], ReleaseTo = "default", Force = true }, host));
        Assert.Equal("NetworkAclIsDefault", Assert.Single(host.Errors).Id);
        Assert.Empty(rehearsal.Mutations);
    }
}
