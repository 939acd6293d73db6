using System.Text.Json.Nodes;

namespace AwsHardening.UnitTests.SandboxTests.AwsCli;

/// <summary>
/// A day in the life of a VPC and its security groups, told to an endpoint through the <c>aws</c> CLI. Each step has
/// a name; queries pick what matters, so that two endpoints can be compared.
/// </summary>
internal static class SecurityGroupScript
{
    private const string Absent = "sg-0123456789abcdef0";

    private const string Rules =
        "sort_by(SecurityGroupRules,&to_string([FromPort,CidrIpv4,CidrIpv6]))[].{id:SecurityGroupRuleId,p:IpProtocol,f:FromPort,"
        + "t:ToPort,v4:CidrIpv4,v6:CidrIpv6,e:IsEgress,d:Description,g:GroupId,r:ReferencedGroupInfo.GroupId}";

    public static IReadOnlyList<ScriptStep> Steps { get; } =
    [
        new("create a VPC", "ec2 create-vpc --cidr-block 10.9.0.0/16 --query Vpc.{id:VpcId,cidr:CidrBlock,default:IsDefault}")
        {
            Saves = [("vpc", vpc => vpc["id"])],
        },
        new("the default group of the VPC",
            "ec2 describe-security-groups --filters Name=vpc-id,Values=$vpc --query "
            + "SecurityGroups[].{n:GroupName,d:Description,i:IpPermissions[].[IpProtocol,UserIdGroupPairs[].GroupId],e:IpPermissionsEgress[].[IpProtocol,IpRanges[].CidrIp]}"),
        new("the default network ACL of the VPC",
            "ec2 describe-network-acls --filters Name=vpc-id,Values=$vpc --query "
            + "NetworkAcls[].{d:IsDefault,e:sort_by(Entries,&to_string([Egress,RuleNumber]))[].[Egress,RuleNumber,RuleAction,CidrBlock,Protocol]}"),
        new("the main route table of the VPC",
            "ec2 describe-route-tables --filters Name=vpc-id,Values=$vpc --query "
            + "RouteTables[].{m:Associations[].Main,r:Routes[].[DestinationCidrBlock,GatewayId,State,Origin]}"),
        new("create a group", "ec2 create-security-group --group-name web --description Web --vpc-id $vpc --query {id:GroupId}")
        {
            Saves = [("web", group => group["id"])],
        },
        new("create another group", "ec2 create-security-group --group-name db --description Db --vpc-id $vpc --query {id:GroupId}")
        {
            Saves = [("db", group => group["id"])],
        },
        new("create a group whose name is taken", "ec2 create-security-group --group-name web --description Web --vpc-id $vpc"),
        new("authorize in a dry run", $"ec2 authorize-security-group-ingress --dry-run --group-id $web {Permissions()}"),
        new("authorize", $"ec2 authorize-security-group-ingress --group-id $web {Permissions()} --query {Rules}"),
        new("authorize what is there",
            "ec2 authorize-security-group-ingress --group-id $web --protocol tcp --port 443 --cidr 10.9.0.0/16"),
        new("authorize a range that is none",
            "ec2 authorize-security-group-ingress --group-id $web --protocol tcp --port 443 --cidr 10.9.0.0/33"),
        new("authorize in a group that is not there",
            $"ec2 authorize-security-group-ingress --group-id {Absent} --protocol tcp --port 1 --cidr 10.0.0.0/8"),
        new("the rules of the group", $"ec2 describe-security-group-rules --filters Name=group-id,Values=$web --query {Rules}")
        {
            Saves =
            [
                ("rule4", rules => Rule(rules, "v4", "10.9.0.0/16")),
                ("rule6", rules => Rule(rules, "v6", "2001:db8::/32")),
                ("reference", rules => Rule(rules, "f", "5432")),
            ],
        },
        new("modify rules", "ec2 modify-security-group-rules --group-id $web --security-group-rules " + Value(
            """
            [{"SecurityGroupRuleId":"$rule4",
              "SecurityGroupRule":{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"CidrIpv4":"10.9.1.0/24","Description":"narrower"}},
             {"SecurityGroupRuleId":"$rule6",
              "SecurityGroupRule":{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"CidrIpv6":"2001:db8:1::/48"}}]
            """)),
        new("the modified rule", $"ec2 describe-security-group-rules --security-group-rule-ids $rule4 --query {Rules}"),
        new("the modified IPv6 rule", $"ec2 describe-security-group-rules --security-group-rule-ids $rule6 --query {Rules}"),
        new("revoke by rule id", "ec2 revoke-security-group-ingress --group-id $web --security-group-rule-ids $rule4 --query Return"),
        new("revoke what is not there",
            "ec2 revoke-security-group-ingress --group-id $web --protocol tcp --port 443 --cidr 10.9.1.0/24"),
        new("the revoked rule", "ec2 describe-security-group-rules --security-group-rule-ids $rule4"),
        new("a group that is not there", $"ec2 describe-security-groups --group-ids {Absent}"),
        new("authorize twelve rules",
            $"ec2 authorize-security-group-egress --group-id $db {Ports(12)} --query Return"),
        new("rules in pages of five",
            "ec2 describe-security-group-rules --filters Name=group-id,Values=$db --page-size 5 --query length(SecurityGroupRules)"),
        new("the first three rules",
            "ec2 describe-security-group-rules --filters Name=group-id,Values=$db --page-size 5 --max-items 3 --query length(SecurityGroupRules)"),
        new("tag", "ec2 create-tags --resources $web --tags Key=Name,Value=Web"),
        new("groups by tag",
            "ec2 describe-security-groups --filters Name=tag:Name,Values=Web --query SecurityGroups[].[GroupId,GroupName,Tags]"),
        new("create a network ACL in a dry run", "ec2 create-network-acl --dry-run --vpc-id $vpc"),
        new("create a network ACL",
            "ec2 create-network-acl --vpc-id $vpc --query NetworkAcl.sort_by(Entries,&to_string(Egress))[].[Egress,RuleNumber,RuleAction]"),
        new("delete a group that a rule refers to", "ec2 delete-security-group --group-id $db"),
        new("delete a VPC in use", "ec2 delete-vpc --vpc-id $vpc"),
        new("a caller", "sts get-caller-identity --query Account"),
    ];

    private static string Permissions() => "--ip-permissions " + Value(
        """
        [{"IpProtocol":"tcp","FromPort":443,"ToPort":443,
          "IpRanges":[{"CidrIp":"10.9.0.0/16","Description":"from the VPC"}],
          "Ipv6Ranges":[{"CidrIpv6":"2001:db8::/32","Description":"from the site"}]},
         {"IpProtocol":"tcp","FromPort":5432,"ToPort":5432,"UserIdGroupPairs":[{"GroupId":"$db","Description":"between tiers"}]}]
        """);

    private static string Ports(int count) => "--ip-permissions " + Value("[" + string.Join(',', Enumerable.Range(1, count).Select(n =>
        $$"""{"IpProtocol":"udp","FromPort":{{n}},"ToPort":{{n}},"IpRanges":[{"CidrIp":"10.9.0.{{n}}/32"}]}""")) + "]");

    private static JsonNode? Rule(JsonNode rules, string member, string value) =>
        rules.AsArray().Single(rule => rule![member]?.ToString() == value)!["id"];

    // Steps are split at spaces: those of a value are told apart.
    private static string Value(string json) =>
        JsonNode.Parse(json)!.ToJsonString().Replace(' ', '\u00a0');
}
