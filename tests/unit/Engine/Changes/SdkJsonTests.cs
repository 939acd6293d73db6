using System.Text.Json.Nodes;
using Amazon.EC2.Model;
using AwsHardening.Core.Changes;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Changes;

public class SdkJsonTests
{
    [Theory]
    [InlineData("""{"GroupId":"sg-1","IpPermissions":[{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"IpRanges":[{"CidrIp":"10.0.0.0/16","Description":"d"}]}]}""")]
    [InlineData("""{"GroupId":"sg-1","IpPermissions":[{"IpProtocol":"-1","Ipv6Ranges":[{"CidrIpv6":"::/0"}]}]}""")]
    [InlineData("""{"GroupId":"sg-1","IpPermissions":[{"IpProtocol":"-1","PrefixListIds":[{"PrefixListId":"pl-1","Description":"d"}]}]}""")]
    [InlineData("""{"GroupId":"sg-1","IpPermissions":[{"IpProtocol":"-1","UserIdGroupPairs":[{"GroupId":"sg-2"}]}]}""")]
    [InlineData("""{"GroupId":"sg-1","TagSpecifications":[{"ResourceType":"security-group-rule","Tags":[{"Key":"k","Value":"v"}]}]}""")]
    [InlineData("""{"DryRun":true,"GroupId":"sg-1"}""")]
    public void AWS_s_own_parameter_names_come_back_as_they_went(string json)
    {
        var request = SdkJson.ToSdk((JsonObject)JsonNode.Parse(json)!, typeof(AuthorizeSecurityGroupIngressRequest));
        var back = (JsonObject)SdkJson.FromSdk(request)!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), back), back.ToJsonString());
    }

    [Fact]
    public void The_SDK_s_own_names_are_used_on_its_side()
    {
        var request = (AuthorizeSecurityGroupIngressRequest)SdkJson.ToSdk(
            (JsonObject)JsonNode.Parse("""
                {"IpPermissions":[{"IpProtocol":"tcp","IpRanges":[{"CidrIp":"10.0.0.0/16"}],"PrefixListIds":[{"PrefixListId":"pl-1"}]}]}
                """)!,
            typeof(AuthorizeSecurityGroupIngressRequest));
        var permission = Assert.Single(request.IpPermissions);
        Assert.Equal("10.0.0.0/16", Assert.Single(permission.Ipv4Ranges).CidrIp);
        Assert.Equal("pl-1", Assert.Single(permission.PrefixListIds).Id);
    }

    [Fact]
    public void A_rule_s_own_prefix_list_keeps_its_name() => Assert.Equal(
        """{"PrefixListId":"pl-1"}""", SdkJson.FromSdk(new SecurityGroupRule { PrefixListId = "pl-1" })!.ToJsonString());

    [Fact]
    public void A_member_nobody_knows_is_refused_by_name()
    {
        var e = Assert.Throws<ArgumentException>(
            () => SdkJson.ToSdk(new JsonObject { ["GruopId"] = "sg-1" }, typeof(RevokeSecurityGroupIngressRequest)));
        Assert.Contains("GruopId", e.Message);
    }
}
