using AwsHardening.Core.Changes;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;
using static AwsHardening.UnitTests.Engine.Nacls.NaclRehearsal;

namespace AwsHardening.UnitTests.Engine.Nacls;

/// <summary>What others did meanwhile, and which network ACL needs which.</summary>
public class IsolationDriftTests
{
    [Fact]
    public async Task An_entry_that_somebody_changed_is_drift_and_force_releases_all_the_same()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var before = NaclContentOf.Of(rehearsal.Account);
        var made = Assert.Single(await rehearsal.IsolateAsync(PoCProtectionAZ1, new TestHost()));
        rehearsal.Account.Ec2("ReplaceNetworkAclEntry", ("NetworkAclId", made.NaclId), ("RuleNumber", 50), ("Egress", true), ("Protocol", "-1"),
            ("RuleAction", "deny"), ("CidrBlock", "10.250.129.0/24"));
        rehearsal.Account.Ec2("CreateNetworkAclEntry", ("NetworkAclId", made.NaclId), ("RuleNumber", 60), ("Egress", true), ("Protocol", "-1"),
            ("RuleAction", "deny"), ("CidrBlock", "10.250.130.0/24"));
        var host = new TestHost();
        Assert.Empty(await rehearsal.UndoAsync([made.ChangeId!], host));
        var error = Assert.Single(host.Errors);
        Assert.Equal("ChangeDrifted", error.Id);
        Assert.Contains("the entry outbound 50 changed from deny -1 10.250.128.0/24 to deny -1 10.250.129.0/24", error.Message);
        Assert.Contains("the entry outbound 60 (deny -1 10.250.130.0/24) was added", error.Message);
        Assert.Contains(made.NaclId!, error.Message);

        Assert.Single(await rehearsal.UndoAsync(new UndoOptions { Id = [made.ChangeId!], Force = true }, host));
        Assert.Equal(before, NaclContentOf.Of(rehearsal.Account));
    }

    [Fact]
    public async Task A_network_ACL_that_another_subnet_has_too_is_not_deleted_and_undo_says_so()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var made = Assert.Single(await rehearsal.IsolateAsync(PoCProtectionAZ1, new TestHost()));
        var other = rehearsal.Account.SubnetId(PocAz2);
        Associate(rehearsal, other, made.NaclId!);
        var host = new TestHost();
        Assert.Empty(await rehearsal.ReleaseAsync(new() { Nacl = [made.NaclId!] }, host));
        Assert.Contains($"{other} has the network ACL too, and it cannot be deleted while a subnet has it", Assert.Single(host.Errors).Message);

        Assert.Single(await rehearsal.ReleaseAsync(new() { Nacl = [made.NaclId!], Force = true }, host));
        Assert.Equal(made.NaclId, (string)rehearsal.Account.NaclOf(other)["NetworkAclId"]!);
        Assert.Equal(made.OtherNaclIds, [(string)rehearsal.Account.NaclOf(rehearsal.Account.SubnetId(PocAz1))["NetworkAclId"]!]);
    }

    [Fact]
    public async Task A_subnet_that_somebody_gave_another_network_ACL_is_left_to_them()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var made = Assert.Single(await rehearsal.IsolateAsync(
            PoCProtectionAZ1 with { SubnetId = [PocAz1, PocAz2], Deny = ["192.0.2.0/24"] }, new TestHost()));
        var theirs = (string)rehearsal.Account.Ec2("CreateNetworkAcl", ("VpcId", made.VpcId))["NetworkAcl"]!["NetworkAclId"]!;
        Associate(rehearsal, rehearsal.Account.SubnetId(PocAz2), theirs);
        var host = new TestHost();
        Assert.Empty(await rehearsal.UndoAsync([made.ChangeId!], host));
        Assert.Equal("ChangeDrifted", Assert.Single(host.Errors).Id);

        Assert.Single(await rehearsal.UndoAsync(new UndoOptions { Id = [made.ChangeId!], Force = true }, host));
        Assert.Equal(theirs, (string)rehearsal.Account.NaclOf(rehearsal.Account.SubnetId(PocAz2))["NetworkAclId"]!);
        Assert.Equal(made.OtherNaclIds[0], (string)rehearsal.Account.NaclOf(rehearsal.Account.SubnetId(PocAz1))["NetworkAclId"]!);
        Assert.DoesNotContain(NaclContentOf.Nacls(rehearsal.Account), acl => (string)acl["NetworkAclId"]! == made.NaclId);
    }

    [Fact]
    public async Task The_one_below_cannot_go_first_and_both_go_together()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var before = NaclContentOf.Of(rehearsal.Account);
        var first = Assert.Single(await rehearsal.IsolateAsync(PoCProtectionAZ1, new TestHost()));
        var middle = NaclContentOf.Of(rehearsal.Account);
        var second = Assert.Single(await rehearsal.IsolateAsync(
            new() { Name = "More", SubnetId = [PocAz1], Deny = ["10.250.129.0/24"] }, new TestHost()));
        var isolated = NaclContentOf.Of(rehearsal.Account);
        Assert.Equal([first.NaclId!], second.OtherNaclIds);
        var host = new TestHost();
        Assert.Empty(await rehearsal.UndoAsync([first.ChangeId!], host));
        Assert.Equal("ChangeStillNeeded", Assert.Single(host.Errors).Id);
        Assert.Equal(isolated, NaclContentOf.Of(rehearsal.Account));

        var quiet = new TestHost();
        Assert.Equal(2, (await rehearsal.ReleaseAsync(new() { Nacl = [first.NaclId!, second.NaclId!] }, quiet)).Count);
        Assert.Equal(before, NaclContentOf.Of(rehearsal.Account));
        // Made again, the first has another id; the second still finds it.
        foreach (var state in new[] { middle, isolated })
        {
            rehearsal.Reopen();
            var last = (await rehearsal.ChangesAsync()).Last(change => change is { Status: HardeningChangeStatus.Applied, Undoes: not null }
                && change.Undoes == (state == middle ? first.ChangeId : second.ChangeId));
            await rehearsal.UndoAsync([last.ChangeId], quiet);
            Assert.Equal(state, NaclContentOf.Of(rehearsal.Account));
        }

        rehearsal.Reopen();
        await rehearsal.UndoAsync([second.ChangeId!], quiet);
        await rehearsal.UndoAsync([first.ChangeId!], quiet);
        Assert.Empty(quiet.Errors);
        Assert.Equal(before, NaclContentOf.Of(rehearsal.Account));
    }

    [Fact]
    public async Task A_plan_is_applied_as_it_stands_and_refused_where_the_entries_it_copied_have_changed()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var host = new TestHost();
        var plan = await rehearsal.PlanIsolationAsync(PoCProtectionAZ1, host);
        Assert.Empty(rehearsal.Mutations);
        var subnet = rehearsal.Account.SubnetId(PocAz1);
        var old = (string)rehearsal.Account.NaclOf(subnet)["NetworkAclId"]!;
        rehearsal.Account.Ec2("CreateNetworkAclEntry", ("NetworkAclId", old), ("RuleNumber", 90), ("Egress", true), ("Protocol", "-1"),
            ("RuleAction", "deny"), ("CidrBlock", "198.51.100.0/24"));
        Assert.Empty(await rehearsal.InvokeAsync(plan!, host));
        Assert.Contains("the entry outbound 90 (deny -1 198.51.100.0/24) was added", Assert.Single(host.Errors).Message);
        rehearsal.Account.Ec2("DeleteNetworkAclEntry", ("NetworkAclId", old), ("RuleNumber", 90), ("Egress", true));

        var before = NaclContentOf.Of(rehearsal.Account);
        var quiet = new TestHost();
        var applied = Assert.Single(await rehearsal.InvokeAsync(plan!, quiet));
        Assert.Contains("out 50 deny -1 10.250.128.0/24", NaclContentOf.Entries(rehearsal.Account.NaclOf(subnet)));
        Assert.Equal((string)rehearsal.Account.NaclOf(subnet)["NetworkAclId"]!, applied.ResourceId);
        await rehearsal.UndoAsync([plan!.PlanId], quiet);
        Assert.Empty(quiet.Errors);
        Assert.Equal(before, NaclContentOf.Of(rehearsal.Account));
    }

    private static void Associate(Rehearsal rehearsal, string subnet, string nacl) => rehearsal.Account.Ec2(
        "ReplaceNetworkAclAssociation", ("NetworkAclId", nacl),
        ("AssociationId", (string)rehearsal.Account.NaclOf(subnet)["Associations"]!.AsArray()
            .Single(one => (string)one!["SubnetId"]! == subnet)!["NetworkAclAssociationId"]!));
}
