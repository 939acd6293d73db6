namespace AwsHardening.UnitTests.SandboxTests.AwsCli;

/// <summary>
/// A day in the life of a VPC and its security groups, told to an endpoint through the <c>aws</c> CLI. Each step has
/// a name; queries pick what matters, so that two endpoints can be compared.
/// </summary>
internal static class SecurityGroupScript
{
    private const string Permissions =
        """
        [{"IpProtocol":"tcp","FromPort":443,"ToPort":443,
          "IpRanges":[{"CidrIp":"10.9.0.0/16","Description":"from the VPC"}],
          "Ipv6Ranges":[{"CidrIpv6":"2001:db8::/32","Description":"from the site"}]},
         {"IpProtocol":"tcp","FromPort":5432,"ToPort":5432,"UserIdGroupPairs":[{"GroupId":"$db","Description":"between tiers"}]}]
        """;

    private const string RuleQuery =
        "sort_by(SecurityGroupRules,&to_string([FromPort,CidrIpv4,CidrIpv6]))[].{p:IpProtocol,f:FromPort,t:ToPort,"
        + "v4:CidrIpv4,v6:CidrIpv6,e:IsEgress,d:Description,g:GroupId,r:ReferencedGroupInfo.GroupId}";

    public static IReadOnlyList<ScriptStep> Steps { get; } =
    [
        new("create a VPC", "ec2 create-vpc --cidr-block 10.9.0.0/16 --query Vpc.{id:VpcId,cidr:CidrBlock,default:IsDefault}")
            { Saves = ("vpc", "id") },
        new("the default group of the VPC", "ec2 describe-security-groups --filters Name=vpc-id,Values=$vpc --query "
            + "SecurityGroups[].{n:GroupName,i:IpPermissions[].{p:IpProtocol,pairs:UserIdGroupPairs[].GroupId},e:IpPermissionsEgress[].{p:IpProtocol,r:IpRanges[].CidrIp}}"),
        new("the default network ACL of the VPC", "ec2 describe-network-acls --filters Name=vpc-id,Values=$vpc --query "
            + "NetworkAcls[].{d:IsDefault,e:sort_by(Entries,&to_string([Egress,RuleNumber]))[].[Egress,RuleNumber,RuleAction,CidrBlock,Protocol]}"),
        new("the main route table of the VPC", "ec2 describe-route-tables --filters Name=vpc-id,Values=$vpc --query "
            + "RouteTables[].{m:Associations[].Main,r:Routes[].[DestinationCidrBlock,GatewayId,State,Origin]}"),
        new("create a group", "ec2 create-security-group --group-name web --description Web --vpc-id $vpc --query {id:GroupId}")
            { Saves = ("web", "id") },
        new("create another group", "ec2 create-security-group --group-name db --description Db --vpc-id $vpc --query {id:GroupId}")
            { Saves = ("db", "id") },
        new("create a group whose name is taken", "ec2 create-security-group --group-name web --description Web --vpc-id $vpc"),
        new("authorize only in a dry run", "ec2 authorize-security-group-ingress --dry-run --group-id $web --ip-permissions " + Encode(Permissions)),
        new("authorize", "ec2 authorize-security-group-ingress --group-id $web --ip-permissions " + Encode(Permissions) + " --query " + RuleQuery),
        new("authorize what is there", "ec2 authorize-security-group-ingress --group-id $web --protocol tcp --port 443 --cidr 10.9.0.0/16"),
        new("authorize a range that is none", "ec2 authorize-security-group-ingress --group-id $web --protocol tcp --port 443 --cidr 10.9.0.0/33"),
        new("authorize in a group that is not there", "ec2 authorize-security-group-ingress --group-id sg-0123456789abcdef0 --protocol tcp --port 1 --cidr 10.0.0.0/8"),
        new("the rules of the group", "ec2 describe-security-group-rules --filters Name=group-id,Values=$web --query " + RuleQuery),
        new("the rule of the range", "ec2 describe-security-group-rules --filters Name=group-id,Values=$web --query SecurityGroupRules[?CidrIpv4=='10.9.0.0/16']|[0].{id:SecurityGroupRuleId}")
            { Saves = ("rule4", "id") },
        new("the rule of the IPv6 range", "ec2 describe-security-group-rules --filters Name=group-id,Values=$web --query SecurityGroupRules[?CidrIpv6=='2001:db8::/32']|[0].{id:SecurityGroupRuleId}")
            { Saves = ("rule6", "id") },
        new("modify a rule", "ec2 modify-security-group-rules --group-id $web --security-group-rules "
            + Encode("""[{"SecurityGroupRuleId":"$rule4","SecurityGroupRule":{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"CidrIpv4":"10.9.1.0/24","Description":"narrower"}}]""")),
        new("modify an IPv6 rule", "ec2 modify-security-group-rules --group-id $web --security-group-rules "
            + Encode("""[{"SecurityGroupRuleId":"$rule6","SecurityGroupRule":{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"CidrIpv6":"2001:db8:1::/48"}}]""")),
        new("the modified rule", "ec2 describe-security-group-rules --security-group-rule-ids $rule4 --query " + RuleQuery),
        new("the modified IPv6 rule", "ec2 describe-security-group-rules --security-group-rule-ids $rule6 --query SecurityGroupRules[].CidrIpv6"),
        new("the group after all", "ec2 describe-security-groups --group-ids $web --query SecurityGroups[].sort_by(IpPermissions,&to_string(FromPort))[]"
            + ".{f:FromPort,v4:IpRanges[].[CidrIp,Description],g:UserIdGroupPairs[].[GroupId,Description]}"),
        new("revoke by rule id", "ec2 revoke-security-group-ingress --group-id $web --security-group-rule-ids $rule4 --query Return"),
        new("revoke what is not there", "ec2 revoke-security-group-ingress --group-id $web --protocol tcp --port 443 --cidr 10.9.1.0/24"),
        new("the revoked rule", "ec2 describe-security-group-rules --security-group-rule-ids $rule4"),
        new("a group that is not there", "ec2 describe-security-groups --group-ids sg-0123456789abcdef0"),
        new("delete a group that a rule refers to", "ec2 delete-security-group --group-id $db"),
        new("delete a VPC in use", "ec2 delete-vpc --vpc-id $vpc"),
        new("authorize twelve rules", "ec2 authorize-security-group-egress --group-id $db --ip-permissions " + Encode(
            "[" + string.Join(',', Enumerable.Range(1, 12).Select(n => $$"""{"IpProtocol":"udp","FromPort":{{n}},"ToPort":{{n}},"IpRanges":[{"CidrIp":"10.9.0.{{n}}/32"}]}""")) + "]")
            + " --query length(SecurityGroupRules)"),
        new("rules in pages of five", "ec2 describe-security-group-rules --filters Name=group-id,Values=$db --page-size 5 --query length(SecurityGroupRules)"),
        new("the first three rules", "ec2 describe-security-group-rules --filters Name=group-id,Values=$db --page-size 5 --max-items 3 --query length(SecurityGroupRules)"),
        new("create a network ACL in a dry run", "ec2 create-network-acl --dry-run --vpc-id $vpc"),
        new("create a network ACL", "ec2 create-network-acl --vpc-id $vpc --query NetworkAcl.{id:NetworkAclId,e:sort_by(Entries,&to_string(Egress))[].[Egress,RuleNumber,RuleAction]}"),
        new("tag", "ec2 create-tags --resources $web --tags Key=Name,Value=Web"),
        new("groups by tag", "ec2 describe-security-groups --filters Name=tag:Name,Values=Web Name=vpc-id,Values=$vpc --query SecurityGroups[].[GroupName,Tags]"),
        new("a caller", "sts get-caller-identity --query Account"),
    ];

    // Steps are split at spaces; a value with spaces travels without them.
    private static string Encode(string json) =>
        json.ReplaceLineEndings("").Replace("  ", "", StringComparison.Ordinal).Replace(" ", "\u00a0", StringComparison.Ordinal);
}
