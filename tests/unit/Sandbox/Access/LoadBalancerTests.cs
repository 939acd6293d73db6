using System.Text.Json.Nodes;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Access;

/// <summary>The load balancer of FND203, and what the network does to its targets.</summary>
public class LoadBalancerTests
{
    private readonly AccessBench _bench = new();

    [Fact]
    public void It_has_a_public_name_and_leads_to_both_web_servers()
    {
        var balancer = _bench.Call("elbv2", "DescribeLoadBalancers")["LoadBalancers"]!.AsArray().Single()!;
        Assert.Equal(_bench.Account.Outputs["LoadBalancerFullDNS"], (string?)balancer["DNSName"]);
        Assert.Equal("internet-facing", (string?)balancer["Scheme"]);
        Assert.Equal(2, balancer["AvailabilityZones"]!.AsArray().Count);
        var listener = _bench.Call("elbv2", "DescribeListeners", new { LoadBalancerArn = (string)balancer["LoadBalancerArn"]! })["Listeners"]![0]!;
        Assert.Equal(("HTTP", 80), ((string?)listener["Protocol"], (int?)listener["Port"]));
        Assert.Equal(["healthy", "healthy"], Health());
    }

    [Fact]
    public void Targets_that_the_network_cuts_off_are_unhealthy()
    {
        _bench.Call("ec2", "RevokeSecurityGroupIngress", new
        {
            GroupId = _bench.Group("WebApp Web Server Security Group"), IpPermissions = new[]
            {
                new
                {
                    IpProtocol = "tcp", FromPort = 80, ToPort = 80,
                    UserIdGroupPairs = new[] { new { GroupId = _bench.Group("WebApp Application Load Balancer Security Group") } },
                },
            },
        });
        Assert.Equal(["unhealthy", "unhealthy"], Health());
    }

    [Fact]
    public void What_is_not_there_is_named()
    {
        Assert.Equal("LoadBalancerNotFound", _bench.Refused("elbv2", "DescribeLoadBalancers", new { Names = new[] { "none" } }).Code);
        Assert.Equal("TargetGroupNotFound", _bench.Refused("elbv2", "DescribeTargetHealth", new { TargetGroupArn = "none" }).Code);
        Assert.Equal("DuplicateLoadBalancerName", _bench.Refused("elbv2", "CreateLoadBalancer", new { Name = "WebAppLoadBalancer" }).Code);
    }

    [Fact]
    public void Its_interfaces_go_with_it()
    {
        int Interfaces() => _bench.Ec2.NetworkInterfaces.Rows.Count(eni => eni.Description.StartsWith("ELB app/", StringComparison.Ordinal));
        Assert.Equal(2, Interfaces());
        var arn = (string)_bench.Call("elbv2", "DescribeLoadBalancers")["LoadBalancers"]![0]!["LoadBalancerArn"]!;
        _bench.Call("elbv2", "DeleteLoadBalancer", new { LoadBalancerArn = arn });
        Assert.Equal(0, Interfaces());
    }

    private string[] Health()
    {
        var group = (string)_bench.Call("elbv2", "DescribeTargetGroups")["TargetGroups"]![0]!["TargetGroupArn"]!;
        return [.. ((JsonArray)_bench.Call("elbv2", "DescribeTargetHealth", new { TargetGroupArn = group })["TargetHealthDescriptions"]!)
            .Select(health => (string)health!["TargetHealth"]!["State"]!)];
    }
}
