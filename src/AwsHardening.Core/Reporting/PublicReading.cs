using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Network.Internet;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Reporting;

/// <summary>What the internet reaches, worked out of the whole network of a Region.</summary>
internal static class PublicReading
{
    public static readonly string[] Actions =
    [
        "ec2:DescribeInstances", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups", "ec2:DescribeSecurityGroupRules", "ec2:DescribeVpcs",
        "ec2:DescribeSubnets", "ec2:DescribeRouteTables", "ec2:DescribeNetworkAcls", "ec2:DescribeNatGateways", "ec2:DescribeVpcEndpoints",
        "ec2:DescribeVpcPeeringConnections", "ec2:GetManagedPrefixListEntries", "elasticloadbalancing:DescribeLoadBalancers",
    ];

    /// <summary>What has a public address.</summary>
    /// <exception cref="UnreadFactException">Some list could not be read.</exception>
    public static async Task<IReadOnlyList<JsonObject>> ReadAsync(AccountView view, string accountId, CancellationToken cancellationToken)
    {
        var (reading, listing) = (view.Instances(), view.LoadBalancers());
        var model = await NetworkReader.ReadAsync(view.Session, accountId, view);
        var instances = await reading;
        var balancers = await listing;
        if (!instances.IsKnown)
        {
            throw new UnreadFactException(instances.Reason!) { What = "the instances", IamAction = "ec2:DescribeInstances" };
        }

        if (!balancers.IsKnown)
        {
            throw new UnreadFactException(balancers.Reason!) { What = "the load balancers", IamAction = "elasticloadbalancing:DescribeLoadBalancers" };
        }

        var internet = new InternetView(model);
        return [.. new PublicThings(instances.Value, balancers.Value).Of(model.Interfaces).Select(internet.Record).Select(Content)];
    }

    private static JsonObject Content(PublicInstance thing) => new()
    {
        ["ResourceId"] = thing.ResourceId,
        ["ResourceType"] = thing.ResourceType,
        ["Name"] = thing.Name,
        ["PublicAddress"] = JsonSerializer.SerializeToNode(thing.PublicAddress),
        ["GroupId"] = JsonSerializer.SerializeToNode(thing.GroupId),
        ["Reachable"] = thing.Reachable,
        ["Open"] = new JsonArray([.. thing.Open.Select(open => (JsonNode)open.ToString())]),
        ["OpenPorts"] = new JsonArray([.. thing.Open.Select(open => $"{open.Protocol} {open.Ports}").Distinct().Select(text => (JsonNode)text)]),
        ["Ways"] = new JsonArray(
        [
            .. thing.Open.Select(open => (open.Source, open.Protocol, open.Ports)).Distinct()
                .Select(way => (JsonNode)new JsonObject { ["Source"] = way.Source, ["Protocol"] = way.Protocol, ["Ports"] = way.Ports }),
        ]),
        ["Reason"] = thing.Reason,
    };
}
