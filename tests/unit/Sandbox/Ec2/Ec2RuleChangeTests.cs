using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Ec2;

public class Ec2RuleChangeTests
{
    private readonly Ec2Bench _bench = new();
    private readonly string _vpc;
    private readonly string _group;

    public Ec2RuleChangeTests()
    {
        _vpc = _bench.Vpc();
        _group = _bench.Group(_vpc);
    }

    [Fact]
    public void Revoke_by_id_answers_what_it_revoked()
    {
        var id = Id(_bench.Authorize(_group, 22, "10.0.0.0/16"));
        var answer = _bench.Call("RevokeSecurityGroupIngress", new { GroupId = _group, SecurityGroupRuleIds = new[] { id } });
        Assert.True((bool)answer["Return"]!);
        Assert.Equal((id, "10.0.0.0/16"), (
            (string)answer["RevokedSecurityGroupRules"]![0]!["SecurityGroupRuleId"]!,
            (string)answer["RevokedSecurityGroupRules"]![0]!["CidrIpv4"]!));
        Assert.Empty((JsonArray)answer["UnknownIpPermissions"]!);
        Assert.DoesNotContain(_bench.Rules(_group), rule => Id(rule!) == id);
    }

    [Fact]
    public void Revoke_by_id_knows_only_rules_of_this_group_and_direction()
    {
        var ingress = Id(_bench.Authorize(_group, 22, "10.0.0.0/16"));
        var foreign = Id(_bench.Authorize(_bench.Group(_vpc, "other"), 22, "10.0.0.0/16"));
        Assert.Equal("InvalidSecurityGroupRuleId.NotFound", Revoke("Egress", ingress).Code);
        Assert.Equal("InvalidSecurityGroupRuleId.NotFound", Revoke("Ingress", ingress, foreign).Code);
        Assert.Equal("InvalidSecurityGroupRuleId.NotFound", Revoke("Ingress", "sgr-00000000").Code);
        Assert.Equal("InvalidSecurityGroupRuleId.Malformed", Revoke("Ingress", "22").Code);
        Assert.Contains(_bench.Rules(_group), rule => Id(rule!) == ingress);
    }

    [Fact]
    public void Revoke_by_content_does_not_look_at_the_description_and_must_find_every_rule()
    {
        _bench.Authorize(_group, 22, "10.0.0.0/16");
        Assert.Equal("InvalidPermission.NotFound", _bench.Refused("RevokeSecurityGroupIngress", new
        {
            GroupId = _group,
            IpPermissions = new[] { Ec2Bench.Tcp(22, "10.0.0.0/16"), Ec2Bench.Tcp(23, "10.0.0.0/16") },
        }).Code);
        var answer = _bench.Call("RevokeSecurityGroupIngress", new
        {
            GroupId = _group,
            IpPermissions = new[] { Ec2Bench.Tcp(22, "10.0.0.9/16", "whatever") },
        });
        Assert.Single((JsonArray)answer["RevokedSecurityGroupRules"]!);
    }

    [Fact]
    public void Revoke_names_rules_in_one_way_exactly()
    {
        var id = Id(_bench.Authorize(_group, 22, "10.0.0.0/16"));
        Assert.Equal("MissingParameter", _bench.Refused("RevokeSecurityGroupIngress", new { GroupId = _group }).Code);
        Assert.Equal("InvalidParameterCombination", _bench.Refused("RevokeSecurityGroupIngress", new
        {
            GroupId = _group,
            SecurityGroupRuleIds = new[] { id },
            IpPermissions = new[] { Ec2Bench.Tcp(22, "10.0.0.0/16") },
        }).Code);
    }

    [Fact]
    public void Modify_keeps_the_id_and_can_swap_two_rules()
    {
        var (one, two) = (Id(_bench.Authorize(_group, 22, "10.0.0.0/16")), Id(_bench.Authorize(_group, 23, "10.0.0.0/16")));
        Modify((one, Cidr(23, "10.0.0.0/16")), (two, Cidr(22, "10.0.0.0/16")));
        Assert.Equal(23, (int)Rule(one)["FromPort"]!);
        Assert.Equal(22, (int)Rule(two)["FromPort"]!);
        // What the group knows by content has moved along.
        _bench.Call("RevokeSecurityGroupIngress", new { GroupId = _group, IpPermissions = new[] { Ec2Bench.Tcp(23, "10.0.0.0/16") } });
        Assert.Equal([two], _bench.Rules(_group).Where(rule => !(bool)rule!["IsEgress"]!).Select(rule => Id(rule!)));
    }

    [Fact]
    public void Modify_refuses_a_duplicate_another_type_and_another_groups_rule_and_changes_nothing()
    {
        var (one, two) = (Id(_bench.Authorize(_group, 22, "10.0.0.0/16")), Id(_bench.Authorize(_group, 23, "10.0.0.0/16")));
        var foreign = Id(_bench.Authorize(_bench.Group(_vpc, "other"), 22, "10.0.0.0/16"));
        var before = _bench.Rules(_group).ToJsonString();
        Assert.Equal("InvalidPermission.Duplicate", ModifyRefused((one, Cidr(80, "10.0.0.0/8")), (two, Cidr(80, "10.0.0.0/8"))).Code);
        Assert.Equal("InvalidPermission.Duplicate", ModifyRefused((one, Cidr(23, "10.0.0.0/16"))).Code);
        Assert.Equal("InvalidParameterCombination", ModifyRefused(
            (one, new { IpProtocol = "tcp", FromPort = 22, ToPort = 22, ReferencedGroupId = _group })).Code);
        Assert.Equal("InvalidParameterCombination", ModifyRefused(
            (one, new { IpProtocol = "-1", CidrIpv4 = "10.0.0.0/8", CidrIpv6 = "::/0" })).Code);
        Assert.Equal("InvalidSecurityGroupRuleId.NotFound", ModifyRefused((one, Cidr(80, "10.0.0.0/8")), (foreign, Cidr(80, "10.0.0.0/8"))).Code);
        Assert.Equal(before, _bench.Rules(_group).ToJsonString());
    }

    [Fact]
    public void Descriptions_are_set_by_id_and_by_content_and_removed_by_leaving_them_out()
    {
        var id = Id(_bench.Authorize(_group, 22, "10.0.0.0/16"));
        _bench.Call("UpdateSecurityGroupRuleDescriptionsIngress", new
        {
            GroupId = _group,
            SecurityGroupRuleDescriptions = new[] { new { SecurityGroupRuleId = id, Description = "by id" } },
        });
        Assert.Equal("by id", (string)Rule(id)["Description"]!);
        _bench.Call("UpdateSecurityGroupRuleDescriptionsIngress", new
        {
            GroupId = _group, IpPermissions = new[] { Ec2Bench.Tcp(22, "10.0.0.0/16", "by content") },
        });
        Assert.Equal("by content", (string)Rule(id)["Description"]!);
        _bench.Call("UpdateSecurityGroupRuleDescriptionsIngress", new
        {
            GroupId = _group, IpPermissions = new[] { Ec2Bench.Tcp(22, "10.0.0.0/16") },
        });
        Assert.Null(Rule(id)["Description"]);
        Assert.Equal("InvalidPermission.NotFound", _bench.Refused("UpdateSecurityGroupRuleDescriptionsEgress", new
        {
            GroupId = _group, IpPermissions = new[] { Ec2Bench.Tcp(22, "10.0.0.0/16") },
        }).Code);
        Assert.Equal("InvalidParameterValue", _bench.Refused("UpdateSecurityGroupRuleDescriptionsIngress", new
        {
            GroupId = _group, SecurityGroupRuleDescriptions = new[] { new { SecurityGroupRuleId = id, Description = "<" } },
        }).Code);
        Assert.Equal("MissingParameter", _bench.Refused("UpdateSecurityGroupRuleDescriptionsIngress", new { GroupId = _group }).Code);
    }

    private static string Id(JsonNode rule) => (string)rule["SecurityGroupRuleId"]!;

    private static object Cidr(int port, string range) =>
        new { IpProtocol = "tcp", FromPort = port, ToPort = port, CidrIpv4 = range };

    private JsonNode Rule(string id) =>
        _bench.List("DescribeSecurityGroupRules", "SecurityGroupRules", new { SecurityGroupRuleIds = new[] { id } })[0]!;

    private AwsErrorException Revoke(string direction, params string[] ids) =>
        _bench.Refused($"RevokeSecurityGroup{direction}", new { GroupId = _group, SecurityGroupRuleIds = ids });

    private void Modify(params (string Id, object Rule)[] updates) => _bench.Call("ModifySecurityGroupRules", Request(updates));

    private AwsErrorException ModifyRefused(params (string Id, object Rule)[] updates) =>
        _bench.Refused("ModifySecurityGroupRules", Request(updates));

    private object Request((string Id, object Rule)[] updates) => new
    {
        GroupId = _group,
        SecurityGroupRules = updates.Select(update => new { SecurityGroupRuleId = update.Id, SecurityGroupRule = update.Rule }),
    };
}
