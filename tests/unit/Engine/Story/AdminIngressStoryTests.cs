using AwsHardening.Core.Network.Model;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Story;

public class AdminIngressStoryTests
{
    private const string Services = "Services Server Security Group";
    private const string Web = "WebApp Web Server Security Group";
    private const string Poc = "PoC Web Server Security Group";

    [Fact]
    public async Task Item_62_removes_every_inbound_rule_of_the_services_servers_and_undo_brings_them_back()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var before = AccountContent.Of(rehearsal.Account);
        var host = new TestHost();
        var done = await rehearsal.CloseAsync(new() { All = true }, host, Services);
        Assert.Empty(host.Errors);
        Assert.Equal(["22", "3389"], done.Select(one => one.Ports));
        Assert.All(done, one => Assert.Empty(one.Kept));
        Assert.Equal(["RevokeSecurityGroupIngress"], rehearsal.Mutations.Select(call => call.Operation));
        Assert.Equal(2, rehearsal.Access.Asked.Count);
        var group = AdminPorts.GroupNamed(rehearsal.Account, Services);
        Assert.DoesNotContain(AccountContent.Of(rehearsal.Account), line => line.StartsWith($"{group}|ingress", StringComparison.Ordinal));
        Assert.Equal(before.Count - 2, AccountContent.Of(rehearsal.Account).Count);
        await rehearsal.UndoAsync(done.Select(one => one.ChangeId!).Distinct(), host);
        Assert.Equal(before, AccountContent.Of(rehearsal.Account));
    }

    [Fact]
    public async Task Everything_is_never_removed_from_all_groups_at_once()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var host = new TestHost();
        Assert.Empty(await rehearsal.CloseAsync(new() { All = true, Force = true }, host));
        Assert.Equal("AllNeedsGroup", Assert.Single(host.Errors).Id);
        Assert.Empty(rehearsal.Mutations);
    }

    [Fact]
    public async Task Only_what_is_open_to_the_world_is_closed_and_the_rest_of_each_rule_stays()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var before = AccountContent.Of(rehearsal.Account);
        AdminPorts.Open(rehearsal.Account);
        var host = new TestHost();
        var done = await rehearsal.CloseAsync(new() { Force = true }, host);
        Assert.Empty(host.Errors);
        Assert.Equal(4, done.Count);
        var (web, poc) = (AdminPorts.GroupNamed(rehearsal.Account, Web), AdminPorts.GroupNamed(rehearsal.Account, Poc));
        string[] added =
        [
            $"{web}|ingress|tcp|0|21|0.0.0.0/0|everything|Owner=ops",
            $"{web}|ingress|tcp|23|3388|0.0.0.0/0|everything|Owner=ops",
            $"{web}|ingress|tcp|3390|65535|0.0.0.0/0|everything|Owner=ops",
            $"{poc}|ingress|tcp|0|21|0.0.0.0/0|all of it|",
            $"{poc}|ingress|tcp|23|3388|0.0.0.0/0|all of it|",
            $"{poc}|ingress|tcp|3390|65535|0.0.0.0/0|all of it|",
            $"{poc}|ingress|udp|0|3388|0.0.0.0/0|all of it|",
            $"{poc}|ingress|udp|3390|65535|0.0.0.0/0|all of it|",
            $"{poc}|ingress|icmp|-1|-1|0.0.0.0/0|all of it|",
            $"{poc}|ingress|tcp|20|21|::/0||",
            $"{poc}|ingress|tcp|23|443|::/0||",
        ];
        Assert.Equal(before.Concat(added).Order(StringComparer.Ordinal), AccountContent.Of(rehearsal.Account));
        // Two sets of tags in the web group's removals, one in the other's: add before revoke in each group.
        Assert.Equal(
            [
                "AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress",
                "AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress", "RevokeSecurityGroupIngress",
            ],
            rehearsal.Mutations.Select(call => call.Operation));
        Assert.Contains("47 GRE", done.Single(one => one.Protocol == "all").LostProtocols);
        Assert.Equal(6, done.Single(one => one.Protocol == "all").NewRuleIds.Count);
    }

    [Fact]
    public async Task All_traffic_is_split_only_by_force_because_other_protocols_are_lost()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var rules = AdminPorts.Open(rehearsal.Account);
        var calls = rehearsal.Mutations.Count;
        var host = new TestHost();
        var done = await rehearsal.CloseAsync(new(), host, Poc);
        var error = Assert.Single(host.Errors);
        Assert.Equal("AdminIngressNotSafe", error.Id);
        Assert.Equal(rules[2], Assert.IsType<SgRule>(error.Target).RuleId);
        Assert.Contains("50 ESP", error.Message);
        Assert.Contains("-Force", error.Action);
        // The other rule of the group goes all the same.
        Assert.Equal(rules[3], Assert.Single(done).RuleId);
        Assert.Equal(calls + 2, rehearsal.Mutations.Count);
        Assert.Contains(rules[2], AccountContent.ById(rehearsal.Account).Keys);
    }

    [Fact]
    public async Task The_last_way_in_is_never_closed_not_even_by_force()
    {
        using var rehearsal = Rehearsal.Fnd203();
        AdminPorts.Open(rehearsal.Account);
        var before = AccountContent.Of(rehearsal.Account);
        var calls = rehearsal.Mutations.Count;
        var instance = rehearsal.Account.All("DescribeNetworkInterfaces", "NetworkInterfaces")
            .First(eni => eni["Groups"]!.AsArray().Any(group => (string)group!["GroupName"]! == Web))["Attachment"]!["InstanceId"]!;
        rehearsal.Access.Unproven[(string)instance!] = "its Session Manager agent is not connected";
        var host = new TestHost { Continues = true };
        Assert.Empty(await rehearsal.CloseAsync(new() { Force = true }, host, Web));
        Assert.Equal(2, host.Errors.Count);
        Assert.All(host.Errors, error =>
        {
            Assert.Equal("NoOtherWayIn", error.Id);
            Assert.Contains((string)instance!, error.Message);
            Assert.Contains("not connected", error.Message);
        });
        Assert.Equal(calls, rehearsal.Mutations.Count);
        Assert.Equal(before, AccountContent.Of(rehearsal.Account));
    }

    [Fact]
    public async Task Session_Manager_is_asked_for_every_instance_behind_the_rules()
    {
        using var rehearsal = Rehearsal.Fnd203();
        rehearsal.AsksSessionManager = true;
        var host = new TestHost();
        Assert.Equal(2, (await rehearsal.CloseAsync(new() { All = true }, host, Services)).Count);
        Assert.Empty(host.Errors);
        Assert.Equal(2, rehearsal.Account.Calls.Count(call => call.Operation == "GetConnectionStatus"));
        // Closed all the same to Session Manager: the agent dials out.
        Assert.Empty(await rehearsal.CloseAsync(new() { All = true }, host, Services));
    }

    [Theory]
    [InlineData("GetConnectionStatus")]
    [InlineData("SimulatePrincipalPolicy")]
    public async Task What_cannot_be_asked_is_not_proven(string operation)
    {
        using var rehearsal = Rehearsal.Fnd203();
        rehearsal.AsksSessionManager = true;
        rehearsal.Account.Faults.Add(new FaultRule(FaultKind.AccessDenied, Operation: operation));
        var host = new TestHost();
        Assert.Empty(await rehearsal.CloseAsync(new() { All = true, Force = true }, host, Services));
        Assert.Equal(["NoOtherWayIn", "NoOtherWayIn"], host.Errors.Select(error => error.Id));
        Assert.Empty(rehearsal.Mutations);
    }

    [Fact]
    public async Task The_bastion_of_the_second_workshop_has_no_other_way_in_and_stays_open()
    {
        using var rehearsal = new Rehearsal(SandboxAccount.FromTemplate("SecurityEssentials")) { AsksSessionManager = true };
        var host = new TestHost();
        Assert.Empty(await rehearsal.CloseAsync(new() { Force = true }, host));
        var error = Assert.Single(host.Errors);
        Assert.Equal("NoOtherWayIn", error.Id);
        Assert.Equal("bastion_external_security_group", Assert.IsType<SgRule>(error.Target).GroupName);
        Assert.Contains("not connected", error.Message);
        Assert.Empty(rehearsal.Mutations);
    }

    [Fact]
    public async Task An_instance_that_nobody_needs_to_get_into_is_named_and_not_asked_about()
    {
        using var rehearsal = Rehearsal.Fnd203();
        AdminPorts.Open(rehearsal.Account);
        var members = Instances(rehearsal, Web);
        rehearsal.Access.Unproven[members[0]] = "no agent";
        var host = new TestHost();
        Assert.Equal(2, (await rehearsal.CloseAsync(new() { WithoutAccessTo = [members[0]] }, host, Web)).Count);
        Assert.Equal([members[1]], rehearsal.Access.Asked);
    }

    [Theory]
    [InlineData("203.0.113.7", null, 22, true)]
    [InlineData("203.0.113.7", "server", 22, true)]
    [InlineData("203.0.113.7", "server", 443, false)]
    [InlineData("203.0.113.7", "198.51.100.1", 22, false)]
    [InlineData(null, "server", 3389, true)]
    // The services servers keep a rule of their own.
    [InlineData("10.1.0.9", "server", 22, false)]
    public async Task The_callers_own_connection_is_not_cut(string? client, string? server, int port, bool refused)
    {
        using var rehearsal = Rehearsal.Fnd203();
        AdminPorts.Open(rehearsal.Account);
        var calls = rehearsal.Mutations.Count;
        rehearsal.Caller.Known.Add(new(
            client is null ? null : IpAddress.Parse(client),
            server is null ? null : IpAddress.Parse(server == "server" ? PrivateAddress(rehearsal, Web) : server),
            port));
        var host = new TestHost();
        var done = await rehearsal.CloseAsync(new(), host, Web);
        Assert.Equal(refused, host.Errors.Any(error => error.Id == "AdminIngressNotSafe" && error.Message.Contains("caller's own connection", StringComparison.Ordinal)));
        Assert.Equal(refused, rehearsal.Mutations.Count == calls || done.Count < 2);
        rehearsal.Reopen();
        host = new TestHost();
        await rehearsal.CloseAsync(new() { Force = true }, host, Web);
        Assert.Empty(host.Errors);
        Assert.DoesNotContain(await rehearsal.RulesAsync(), rule => rule is { AdminPort: true, OpenToWorld: true, GroupName: Web, Direction: RuleDirection.Ingress });
    }

    [Fact]
    public async Task Whoever_comes_through_a_machine_of_the_account_may_be_cut_off_there()
    {
        using var rehearsal = Rehearsal.Fnd203();
        AdminPorts.Open(rehearsal.Account);
        rehearsal.Caller.Known.Add(new(
            IpAddress.Parse(PrivateAddress(rehearsal, Web)), IpAddress.Parse("192.168.7.7"), 22));
        var host = new TestHost();
        Assert.Empty(await rehearsal.CloseAsync(new(), host, Web));
        Assert.All(host.Errors, error => Assert.Equal("AdminIngressNotSafe", error.Id));
        Assert.Equal(2, host.Errors.Count);
    }

    [Fact]
    public async Task A_caller_of_whom_nothing_can_be_told_is_refused_and_may_say_an_address()
    {
        using var rehearsal = Rehearsal.Fnd203();
        AdminPorts.Open(rehearsal.Account);
        rehearsal.Caller.Unknown = "this runs in a container";
        var host = new TestHost();
        Assert.Empty(await rehearsal.CloseAsync(new(), host, Web));
        Assert.All(host.Errors, error => Assert.Contains("this runs in a container", error.Message));
        // From there nothing is open but by the rules that stay.
        host = new TestHost();
        Assert.Equal(2, (await rehearsal.CloseAsync(new() { CallerAddress = ["10.1.0.9"] }, host, Web)).Count);
        Assert.Empty(host.Errors);
    }

    [Fact]
    public async Task A_caller_may_agree_to_the_risk_when_asked()
    {
        using var rehearsal = Rehearsal.Fnd203();
        AdminPorts.Open(rehearsal.Account);
        var host = new TestHost { Continues = true };
        Assert.Equal(2, (await rehearsal.CloseAsync(new() { CallerAddress = ["203.0.113.7"] }, host, Web)).Count);
        Assert.Equal(2, host.AskedTwice.Count);
        Assert.Empty(host.Errors);
    }

    [Fact]
    public async Task Group_references_stay_unless_they_are_asked_for()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var group = AdminPorts.GroupNamed(rehearsal.Account, Services);
        var self = rehearsal.Account.Authorize(
            group, egress: false, AdminPorts.Permission("tcp", 22, 22, ("UserIdGroupPairs", "GroupId", group), "each other"));
        var host = new TestHost();
        Assert.Equal(2, (await rehearsal.CloseAsync(new() { Source = ["Any"] }, host, Services)).Count);
        Assert.Contains(self, AccountContent.ById(rehearsal.Account).Keys);
        Assert.Equal(self, Assert.Single(await rehearsal.CloseAsync(new() { Source = ["Any"], IncludePeer = true }, host, Services)).RuleId);
        Assert.DoesNotContain(self, AccountContent.ById(rehearsal.Account).Keys);
    }

    [Fact]
    public async Task A_range_is_closed_out_of_a_wider_one()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var host = new TestHost();
        var done = await rehearsal.CloseAsync(new() { Source = ["192.168.128.0/17"] }, host, Services);
        Assert.Empty(host.Errors);
        Assert.Equal([["tcp 22 from 192.168.0.0/17"], ["tcp 3389 from 192.168.0.0/17"]], done.Select(one => one.Kept));
        Assert.Equal([["tcp 22 from 192.168.128.0/17"], ["tcp 3389 from 192.168.128.0/17"]], done.Select(one => one.Closed));
    }

    [Fact]
    public async Task The_quota_is_kept_while_both_rules_stand()
    {
        using var rehearsal = Rehearsal.Fnd203();
        AdminPorts.Open(rehearsal.Account);
        var calls = rehearsal.Mutations.Count;
        var host = new TestHost();
        // Five rules stand, three more come before two go.
        var done = await rehearsal.CloseAsync(new() { RuleQuota = 6 }, host, Web);
        Assert.Equal("RulesPerSecurityGroupQuota", Assert.Single(host.Errors).Id);
        Assert.Equal("22", Assert.Single(done).Ports);
        Assert.Equal(calls + 1, rehearsal.Mutations.Count);
    }

    [Fact]
    public async Task A_plan_changes_nothing_and_is_applied_as_it_stands()
    {
        using var rehearsal = Rehearsal.Fnd203();
        AdminPorts.Open(rehearsal.Account);
        var calls = rehearsal.Mutations.Count;
        var host = new TestHost();
        var plan = await rehearsal.PlanCloseAsync(new(), host, Web, Poc);
        Assert.NotNull(plan);
        Assert.Empty(host.Asked);
        Assert.Equal(calls, rehearsal.Mutations.Count);
        Assert.Contains(plan.Changes, change => change.Risks.Any(risk => risk.Contains("47 GRE", StringComparison.Ordinal)));
        await rehearsal.InvokeAsync(plan, host, new() { Force = true });
        Assert.Empty(host.Errors);
        Assert.DoesNotContain(await rehearsal.RulesAsync(), rule => rule is { AdminPort: true, OpenToWorld: true, Direction: RuleDirection.Ingress });
    }

    [Fact]
    public async Task A_plan_that_would_lock_out_by_the_time_it_is_applied_is_refused()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var host = new TestHost();
        var plan = await rehearsal.PlanCloseAsync(new() { All = true }, host, Services);
        rehearsal.Access.Unproven[Instances(rehearsal, Services)[1]] = "its agent is gone";
        Assert.Empty(await rehearsal.InvokeAsync(plan!, host, new() { Force = true }));
        var error = Assert.Single(host.Errors);
        Assert.Equal("PlanWouldLockOut", error.Id);
        Assert.Contains(Instances(rehearsal, Services)[1], error.Message);
        Assert.Empty(rehearsal.Mutations);
    }

    [Fact]
    public async Task The_attack_surface_is_counted_before_and_after()
    {
        using var rehearsal = Rehearsal.Fnd203();
        rehearsal.Account.Authorize(
            AdminPorts.GroupNamed(rehearsal.Account, Poc), egress: false, AdminPorts.Permission("tcp", 20, 29, ("IpRanges", "CidrIp", "0.0.0.0/0"), ""));
        var host = new TestHost();
        var done = Assert.Single(await rehearsal.CloseAsync(new(), host, Poc));
        // Port 80 and ten more at each of two interfaces, from everywhere; then one less at each.
        Assert.Equal((2, 22, 22 * System.Numerics.BigInteger.Pow(2, 32)), (done.SurfaceBefore!.Interfaces, done.SurfaceBefore.Ports, done.SurfaceBefore.Size));
        Assert.Equal((2, 20, 20 * System.Numerics.BigInteger.Pow(2, 32)), (done.SurfaceAfter!.Interfaces, done.SurfaceAfter.Ports, done.SurfaceAfter.Size));
        Assert.Contains(host.Summaries, text => text.Contains("94,489,280,512", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Doing_it_again_does_nothing()
    {
        using var rehearsal = Rehearsal.Fnd203();
        AdminPorts.Open(rehearsal.Account);
        await rehearsal.CloseAsync(new() { Force = true }, new TestHost());
        var calls = rehearsal.Mutations.Count;
        var host = new TestHost();
        Assert.Empty(await rehearsal.CloseAsync(new() { Force = true }, host));
        Assert.Empty(host.Errors);
        Assert.Equal(calls, rehearsal.Mutations.Count);
    }

    [Theory]
    [InlineData("everybody", null, "SourceInvalid")]
    [InlineData("World", "next door", "CallerAddressInvalid")]
    public async Task What_is_said_wrongly_is_refused_before_anything_is_read(string source, string? caller, string id)
    {
        using var rehearsal = Rehearsal.Fnd203();
        var host = new TestHost();
        await rehearsal.CloseAsync(new() { Source = [source], CallerAddress = caller is null ? [] : [caller] }, host);
        Assert.Equal(id, Assert.Single(host.Errors).Id);
        Assert.DoesNotContain(rehearsal.Account.Calls, call => call.Operation == "DescribeSecurityGroupRules");
    }

    [Fact]
    public async Task Whatever_is_not_there_is_said()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var host = new TestHost();
        await rehearsal.CloseAsync(new(), host, "No such group");
        Assert.Equal("SecurityGroupNotFound", Assert.Single(host.Errors).Id);
    }

    private static string[] Instances(Rehearsal rehearsal, string group) =>
    [
        .. rehearsal.Account.All("DescribeNetworkInterfaces", "NetworkInterfaces")
            .Where(eni => eni["Groups"]!.AsArray().Any(one => (string)one!["GroupName"]! == group))
            .Select(eni => (string)eni["Attachment"]!["InstanceId"]!),
    ];

    private static string PrivateAddress(Rehearsal rehearsal, string group) => (string)rehearsal.Account
        .All("DescribeNetworkInterfaces", "NetworkInterfaces")
        .First(eni => eni["Groups"]!.AsArray().Any(one => (string)one!["GroupName"]! == group))["PrivateIpAddress"]!;
}
