using AwsHardening.Core.Changes;
using AwsHardening.Core.Network;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;
using static AwsHardening.UnitTests.Engine.Story.Fnd203Names;

namespace AwsHardening.UnitTests.Engine.Story;

/// <summary>The workshop's own edit: the services' way out, turned to the proof of concept.</summary>
public class ChosenPeerTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData(false, false)]
    public async Task The_literal_edit_is_refused_with_its_reasons(bool? answer, bool namesForce)
    {
        using var rehearsal = Rehearsal.Fnd203();
        var before = AccountContent.Of(rehearsal.Account);
        var host = new TestHost { Continues = answer };
        Assert.Empty(await rehearsal.SetAsync(await ServicesEgressAsync(rehearsal), host, new() { Peer = [Poc] }));
        Assert.Equal(["PeerNotSafe", "PeerNotSafe"], host.Errors.Select(error => error.Id));
        Assert.Equal(2, host.AskedTwice.Count);
        Assert.All(host.Errors, error =>
        {
            Assert.Contains("no route", error.Message);
            Assert.Contains("would be cut off", error.Message);
            Assert.Equal(namesForce, error.Action.Contains("-Force", StringComparison.Ordinal));
        });
        Assert.Empty(rehearsal.Mutations);
        Assert.Equal(before, AccountContent.Of(rehearsal.Account));
        Assert.False(File.Exists(rehearsal.JournalPath));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(null, true)]
    public async Task It_is_done_on_a_second_yes_or_with_Force(bool? answer, bool force)
    {
        using var rehearsal = Rehearsal.Fnd203();
        var before = AccountContent.Of(rehearsal.Account);
        var host = new TestHost { Continues = answer };
        var done = await rehearsal.SetAsync(await ServicesEgressAsync(rehearsal), host, new() { Peer = [Poc], Force = force });
        Assert.Empty(host.Errors);
        Assert.Equal(force ? 0 : 2, host.AskedTwice.Count);
        Assert.Equal(2, done.Count);
        Assert.All(done, one => Assert.Equal([rehearsal.Account.GroupId(Poc)], one.Peers));
        Assert.Equal(2, rehearsal.Mutations.Count);
        await rehearsal.UndoAsync([done[0].ChangeId!], host);
        Assert.Equal(before, AccountContent.Of(rehearsal.Account));
    }

    [Fact]
    public async Task What_was_declined_leaves_no_risk_in_the_change_of_the_rest()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var rules = await ServicesEgressAsync(rehearsal);
        var ssh = rules.Single(rule => rule.Ports == "22");
        var host = new TestHost { Answers = query => !query.Contains(ssh.RuleId, StringComparison.Ordinal) };
        Assert.Equal("3389", Assert.Single(await rehearsal.SetAsync(rules, host, new() { Peer = [Poc] })).Ports);
        var change = Assert.Single(JournalView.Read(rehearsal.JournalPath).Changes).Change;
        Assert.NotEmpty(change.Risks);
        Assert.All(change.Flows!.Lost, flow => Assert.Equal("tcp 3389", flow.Traffic));
        Assert.DoesNotContain(change.Risks, risk => risk.Contains("tcp 22", StringComparison.Ordinal));
        Assert.Contains(change.Risks, risk => risk.Contains("tcp 3389", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_groups_that_would_be_found_anyway_need_no_second_yes()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var host = new TestHost();
        Assert.Equal(2, (await rehearsal.SetAsync(await ServicesEgressAsync(rehearsal), host, new() { Peer = [Web, Database] })).Count);
        Assert.Empty(host.Errors);
        Assert.Empty(host.AskedTwice);
    }

    [Fact]
    public async Task A_group_of_a_VPC_that_is_not_peered_cannot_be_referenced()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var host = new TestHost();
        var rules = (await rehearsal.OpenToVpcAsync()).Where(rule => rule.GroupName == Web);
        Assert.Empty(await rehearsal.SetAsync(rules, host, new() { Peer = [Poc], Force = true }));
        Assert.Equal(["PeerNotReferenceable", "PeerNotReferenceable"], host.Errors.Select(error => error.Id));
        Assert.Empty(rehearsal.Mutations);
    }

    [Fact]
    public async Task A_peer_that_is_not_there_stops_everything()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var host = new TestHost();
        Assert.Empty(await rehearsal.SetAsync(await rehearsal.OpenToVpcAsync(), host, new() { Peer = ["sg-nowhere"] }));
        Assert.Equal("SecurityGroupNotFound", Assert.Single(host.Errors).Id);
        Assert.Empty(rehearsal.Mutations);
    }

    private static async Task<IReadOnlyList<SgRule>> ServicesEgressAsync(Rehearsal rehearsal) =>
        [.. (await rehearsal.OpenToVpcAsync()).Where(rule => rule.GroupName == Services)];
}
