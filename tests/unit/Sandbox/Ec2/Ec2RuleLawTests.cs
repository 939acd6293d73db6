using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Ec2;

/// <summary>What holds for any rule: it comes back as it was given, and goes without a trace.</summary>
public class Ec2RuleLawTests
{
    private readonly Ec2Bench _bench = new();
    private readonly string _group;
    private readonly string _other;

    public Ec2RuleLawTests()
    {
        var vpc = _bench.Vpc();
        (_group, _other) = (_bench.Group(vpc), _bench.Group(vpc, "other"));
    }

    private static Gen<Drawn> Rules =>
        from egress in Gen.Elements(true, false)
        from protocol in Gen.Elements("tcp", "udp", "6", "icmp", "icmpv6", "-1", "50")
        from low in Gen.Choose(0, 255)
        from width in Gen.Choose(0, 1000)
        from source in Gen.Choose(0, 3)
        from address in Gen.Choose(0, int.MaxValue)
        from prefix in Gen.Choose(0, 32)
        from described in Gen.Elements(true, false)
        select new Drawn(egress, protocol, low, width, source, (uint)address, prefix, described);

    [Fact]
    public void A_rule_that_is_authorized_is_described_and_once_revoked_by_id_is_gone() => Holds(drawn =>
    {
        var before = State();
        var added = Authorize(drawn);
        var described = _bench.Rules(_group).Single(rule => Id(rule!) == Id(added))!;
        var same = described.ToJsonString() == added.ToJsonString();
        _bench.Call("RevokeSecurityGroup" + Direction(drawn), new { GroupId = _group, SecurityGroupRuleIds = new[] { Id(added) } });
        return same && State() == before;
    });

    [Fact]
    public void A_rule_is_revoked_by_what_describe_security_groups_shows_of_it() => Holds(drawn =>
    {
        var before = State();
        Authorize(drawn);
        var group = _bench.List("DescribeSecurityGroups", "SecurityGroups", new { GroupIds = new[] { _group } })[0]!;
        var shown = ((JsonArray)group[drawn.Egress ? "IpPermissionsEgress" : "IpPermissions"]!)
            .Where(permission => !drawn.Egress || (string)permission!["IpProtocol"]! != "-1").Select(permission => permission!.DeepClone());
        _bench.Call("RevokeSecurityGroup" + Direction(drawn), new { GroupId = _group, IpPermissions = shown.ToArray() });
        return State() == before;
    });

    [Fact]
    public void A_rule_authorized_again_from_its_description_is_the_same_but_for_its_id() => Holds(drawn =>
    {
        var first = Authorize(drawn);
        _bench.Call("RevokeSecurityGroup" + Direction(drawn), new { GroupId = _group, SecurityGroupRuleIds = new[] { Id(first) } });
        var second = Authorize(drawn);
        _bench.Call("RevokeSecurityGroup" + Direction(drawn), new { GroupId = _group, SecurityGroupRuleIds = new[] { Id(second) } });
        return Id(first) != Id(second)
            && first.ToJsonString().Replace(Id(first), "", StringComparison.Ordinal)
                == second.ToJsonString().Replace(Id(second), "", StringComparison.Ordinal);
    });

    [Fact]
    public void A_rule_is_not_authorized_twice() => Holds(drawn =>
    {
        var added = Authorize(drawn);
        var again = _bench.Refused("AuthorizeSecurityGroup" + Direction(drawn), Request(drawn with { Described = !drawn.Described })).Code;
        _bench.Call("RevokeSecurityGroup" + Direction(drawn), new { GroupId = _group, SecurityGroupRuleIds = new[] { Id(added) } });
        return again == "InvalidPermission.Duplicate";
    });

    private static void Holds(Func<Drawn, bool> law) =>
        Prop.ForAll(Rules.Where(drawn => !drawn.IsDefaultEgress).ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    private static string Id(JsonNode rule) => (string)rule["SecurityGroupRuleId"]!;

    private static string Direction(Drawn drawn) => drawn.Egress ? "Egress" : "Ingress";

    private string State() => _bench.Rules(_group).ToJsonString();

    private JsonNode Authorize(Drawn drawn) =>
        _bench.Call("AuthorizeSecurityGroup" + Direction(drawn), Request(drawn))["SecurityGroupRules"]![0]!;

    private JsonNode Request(Drawn drawn) => JsonSerializer.SerializeToNode(new
    {
        GroupId = _group,
        IpPermissions = new[] { drawn.Permission(_other) },
    })!;

    private sealed record Drawn(bool Egress, string Protocol, int Low, int Width, int Source, uint Address, int Prefix, bool Described)
    {
        // One permission would then hold the group's own rule as well.
        public bool IsDefaultEgress => Egress && Protocol == "-1";

        public JsonObject Permission(string group)
        {
            var description = Described ? "why it is there" : null;
            var json = new JsonObject { ["IpProtocol"] = Protocol, ["FromPort"] = Low, ["ToPort"] = Protocol is "tcp" or "udp" or "6" ? Low + Width : Low };
            var (list, member, value) = Source switch
            {
                0 => ("IpRanges", "CidrIp", $"{new System.Net.IPAddress(Address)}/{Prefix}"),
                1 => ("Ipv6Ranges", "CidrIpv6", $"2001:db8:{Address & 0xffff:x}::/{Prefix + 16}"),
                2 => ("PrefixListIds", "PrefixListId", "pl-63a5400a"),
                _ => ("UserIdGroupPairs", "GroupId", group),
            };
            json[list] = new JsonArray(new JsonObject { [member] = value, ["Description"] = description });
            return json;
        }
    }
}
