using System.Net;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network.Ingress;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.RandomAccounts;

/// <summary>One run of closing admin ports on a random account.</summary>
/// <param name="Seed">The account's, and of what is closed.</param>
/// <param name="Size">The account's, 1 to 10.</param>
public sealed record AdminIngressRun(int Seed, int Size);

/// <summary>What must hold of every run.</summary>
internal sealed class AdminIngressLaws
{
    // Addresses outside, and inside the ranges of RandomVpc: from each the groups are asked what they admit.
    private static readonly IPAddress[] s_addresses =
    [
        .. new[]
        {
            "8.8.8.8", "203.0.113.9", "10.0.0.4", "10.0.0.6", "10.0.127.255", "10.0.128.0", "10.1.0.4", "10.1.0.8", "10.2.0.4", "10.200.0.1",
            "2001:db8::9", "fd00::1",
        }.Select(IPAddress.Parse),
    ];

    // The borders of every rule that can come about, and beside them.
    private static readonly (string Protocol, int Port, int Code)[] s_packets =
    [
        .. new[] { 0, 1, 19, 20, 21, 22, 23, 52, 53, 54, 442, 443, 444, 3388, 3389, 3390, 40001, 65534, 65535 }
            .SelectMany(port => new[] { ("tcp", port, 0), ("udp", port, 0) }),
        ("icmp", 8, 0), ("icmp", 3, 4), ("icmpv6", 128, 0), ("47", 0, 0), ("50", 0, 0),
    ];

    private static readonly string[] s_sources = ["World", "Any", "Any", "10.0.0.0/17", "10.1.0.0/24", "10.0.0.6/32", "10.0.0.0/8", "2001:db8::/32"];

    private readonly AdminIngressRun _run;
    private readonly Rehearsal _rehearsal;
    private readonly Random _random;
    private readonly ClosedPackets _closed;
    private readonly IReadOnlyDictionary<string, string> _before;
    private readonly HashSet<Packet> _flows;
    private readonly List<string> _violations = [];

    private AdminIngressLaws(AdminIngressRun run, Rehearsal rehearsal)
    {
        (_run, _rehearsal, _random) = (run, rehearsal, new Random(run.Seed));
        int[] tcp = Pick<int[]>([22], [22, 3389], [443, 22], [20, 21, 22], [53, 65535], [0]);
        var all = _random.Next(10) == 0;
        _closed = new ClosedPackets(tcp, Pick<int[]>([], [53], [3389]), all ? "Any" : Pick(s_sources), all || _random.Next(3) == 0, all);
        _before = AccountContent.ById(rehearsal.Account);
        _flows = Passing(rehearsal.Account);
    }

    public static async Task<AdminIngressTally> HoldAsync(AdminIngressRun run)
    {
        using var rehearsal = new Rehearsal(RandomAccount.Build(run.Seed, run.Size));
        return await new AdminIngressLaws(run, rehearsal).HoldAsync();
    }

    private async Task<AdminIngressTally> HoldAsync()
    {
        LeaveSomeWithoutAnotherWayIn();
        var rules = AccountContent.Rules(_rehearsal.Account).Select(rule => OracleRule.Of(rule, _rehearsal.Account)).ToArray();
        var admitted = Admitted(rules, (_, _, _) => false);
        var meant = PacketOracle.Passing(_rehearsal.Account, _closed.Closes, s_packets);
        _rehearsal.Account.OnCall = (stage, call) => CompareFlows(stage, call, meant);
        var host = new TestHost();
        var done = await _rehearsal.CloseAsync(Options(), host, Target());
        var expected = done.Select(one => one.RuleId).ToHashSet();
        _rehearsal.Account.OnCall = null;
        Assert.True(_violations.Count == 0, $"{_run} {_closed}: {string.Join("\n", _violations)}");
        AssertEveryErrorHasARuleThatStays(host, expected);
        AssertNobodyIsLockedOut(expected);
        // What the done rules meant is closed, and nothing else: by flows between interfaces, and by what the groups admit.
        var scene = Passing(_rehearsal.Account);
        var now = AccountContent.Rules(_rehearsal.Account).Select(rule => OracleRule.Of(rule, _rehearsal.Account)).ToArray();
        AssertSame(Admitted(rules, (rule, from, packet) => expected.Contains(rule.Id) && _closed.Closes(rule, from, packet)), Admitted(now, (_, _, _) => false));
        Assert.Subset(_flows, scene);
        Assert.Superset(meant, scene);
        AssertOtherRulesStand(expected);
        AssertTheEngineAgrees();
        await AssertUndoAsync(done);
        Assert.True(Admitted(AccountContent.Rules(_rehearsal.Account).Select(rule => OracleRule.Of(rule, _rehearsal.Account)).ToArray(), (_, _, _) => false)
            .SetEquals(admitted));
        return new AdminIngressTally(done.Count, done.Count(one => one.Kept.Count > 0), _flows.Count - scene.Count, host.Errors.Count);
    }

    private AdminIngressOptions Options() => new()
    {
        Port = _closed.Tcp,
        UdpPort = _closed.Udp,
        Source = _closed.All ? [] : [_closed.Source],
        IncludePeer = _closed.Peers,
        All = _closed.All,
        Force = true,
    };

    private AdminIngressTarget Target() => new([], [new() { GroupId = _closed.All ? ["sg-*"] : [] }]);

    private void LeaveSomeWithoutAnotherWayIn()
    {
        foreach (var eni in _rehearsal.Account.All("DescribeNetworkInterfaces", "NetworkInterfaces"))
        {
            if ((string?)eni["Attachment"]?["InstanceId"] is { } instance && _random.Next(6) == 0)
            {
                _rehearsal.Access.Unproven[instance] = "not connected";
            }
        }
    }

    // After each call, not only after the last: nothing is gained, and nothing lost but what is meant.
    private void CompareFlows(CallStage stage, SandboxCall call, HashSet<Packet> meant)
    {
        if (stage != CallStage.AfterEffect || !call.Mutating)
        {
            return;
        }

        var now = Passing(_rehearsal.Account);
        if (!now.IsSubsetOf(_flows) || !meant.IsSubsetOf(now))
        {
            _violations.Add($"{call.Operation}: gained {string.Join("; ", now.Except(_flows).Take(3))} lost {string.Join("; ", meant.Except(now).Take(3))}");
        }
    }

    private static HashSet<(string Group, string From, string Protocol, int Port, int Code)> Admitted(
        OracleRule[] rules, Func<OracleRule, IPAddress, (string Protocol, int Port, int Code), bool> closed) =>
    [
        .. from rule in rules
           where !rule.Egress
           from packet in s_packets
           where rule.Means(packet)
           // A group reference admits its members, of whom one stands for all.
           from address in rule.OtherGroup is not null ? [IPAddress.None] : s_addresses
           where rule.OtherGroup is not null
               || (rule.Ranges.Any(range => range.BaseAddress.AddressFamily == address.AddressFamily && range.Contains(address))
                   && packet.Protocol != (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? "icmpv6" : "icmp"))
           where !closed(rule, address, packet)
           select (rule.GroupId, rule.OtherGroup ?? address.ToString(), packet.Protocol, packet.Port, packet.Code),
    ];

    private void AssertSame<T>(HashSet<T> expected, HashSet<T> actual) => Assert.True(expected.SetEquals(actual),
        $"{_run} {_closed}: lost {string.Join("; ", expected.Except(actual).Take(5))} still open {string.Join("; ", actual.Except(expected).Take(5))}");

    private void AssertEveryErrorHasARuleThatStays(TestHost host, HashSet<string> done)
    {
        var now = AccountContent.ById(_rehearsal.Account);
        Assert.All(host.Errors, error =>
        {
            var rule = Assert.IsType<SgRule>(error.Target).RuleId;
            Assert.DoesNotContain(rule, done);
            Assert.Equal(_before[rule], now[rule]);
        });
    }

    private void AssertNobodyIsLockedOut(HashSet<string> done)
    {
        var groups = _rehearsal.Account.All("DescribeNetworkInterfaces", "NetworkInterfaces")
            .Where(eni => (string?)eni["Attachment"]?["InstanceId"] is { } instance && _rehearsal.Access.Unproven.ContainsKey(instance))
            .SelectMany(eni => eni["Groups"]!.AsArray().Select(group => (string)group!["GroupId"]!)).ToHashSet();
        Assert.All(done, rule => Assert.DoesNotContain(_before[rule].Split('|')[0], groups));
    }

    private void AssertOtherRulesStand(HashSet<string> done)
    {
        var now = AccountContent.ById(_rehearsal.Account);
        Assert.Equal(done.Order(), _before.Keys.Except(now.Keys).Order());
        Assert.All(_before.Keys.Intersect(now.Keys), id => Assert.Equal(_before[id], now[id]));
        // Description and tags of what stays are those of some rule that went, in the same group.
        var texts = done.Select(id => (_before[id].Split('|')[0], string.Join('|', _before[id].Split('|')[6..]))).ToHashSet();
        Assert.All(now.Keys.Except(_before.Keys), id => Assert.Contains((now[id].Split('|')[0], string.Join('|', now[id].Split('|')[6..])), texts));
    }

    // What the journal says of each change, found by the reachability engine, is what the packets say.
    private void AssertTheEngineAgrees()
    {
        foreach (var effect in JournalView.Read(_rehearsal.JournalPath).Changes.Select(change => change.Change.Flows!))
        {
            Assert.Empty(effect.Gained);
            Assert.All(effect.Lost.Where(flow => !flow.Asked), flow => Assert.DoesNotMatch("[a-z]p|icmp", flow.Traffic.Replace("other protocols", "", StringComparison.Ordinal)));
        }
    }

    private async Task AssertUndoAsync(IReadOnlyList<AdminIngress> done)
    {
        _rehearsal.Reopen();
        var host = new TestHost();
        await _rehearsal.UndoAsync(done.Select(one => one.ChangeId!).Distinct().OrderBy(_ => _random.Next()), host);
        Assert.Empty(host.Errors);
        Assert.Equal(_before.Values.Order(StringComparer.Ordinal), AccountContent.Of(_rehearsal.Account));
        Assert.True(Passing(_rehearsal.Account).SetEquals(_flows));
    }

    private static HashSet<Packet> Passing(SandboxAccount account) => PacketOracle.Passing(account, (_, _, _) => false, s_packets);

    private T Pick<T>(params T[] some) => some[_random.Next(some.Length)];
}

/// <summary>How much a run had to do: a law that never had anything to hold would hold nothing.</summary>
internal sealed record AdminIngressTally(int Closed, int Split, int FlowsClosed, int Errors);
