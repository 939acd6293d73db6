using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Ssm;

/// <summary>Managed instances.</summary>
internal sealed class NodeOperations(Regional<SsmRegion> regions)
{
    public void Register(OperationSet set)
    {
        set.Add("DescribeInstanceInformation", Describe);
        set.Add("GetConnectionStatus", call => Json.Of(
            ("Target", call.Required("Target")),
            ("Status", regions[call.Region].AgentOf(call.Required("Target")) is { IsConnected: true } ? "connected" : "notconnected")));
    }

    private JsonObject Describe(ServiceCall call)
    {
        var region = regions[call.Region];
        var size = call.Number("MaxResults") ?? 10;
        if (size is < 5 or > 50)
        {
            throw SsmErrors.Invalid($"1 validation error detected: Value '{size}' at 'maxResults' failed to satisfy constraint: Member must have value between 5 and 50");
        }

        var filters = call.Items("Filters").Select(filter => (Key: filter.Text("Key") ?? "", Values: filter.Texts("Values")))
            .Concat(call.Items("InstanceInformationFilterList").Select(filter => (Key: filter.Text("key") ?? "", Values: filter.Texts("valueSet"))))
            .ToList();
        var nodes = region.Nodes().Where(node => filters.TrueForAll(filter => Passes(region, node, filter.Key, filter.Values))).ToList();
        return SsmRegion.Page(call, "InstanceInformationList", nodes, 10, node => node.Shape(region.AgentOf(node.Instance.Id)!.Version));
    }

    private static bool Passes(SsmRegion region, ManagedNode node, string key, IReadOnlyList<string> values) => key switch
    {
        "InstanceIds" => values.Contains(node.Instance.Id),
        "PingStatus" => values.Contains(node.PingStatus),
        "AgentVersion" => values.Contains(region.AgentOf(node.Instance.Id)!.Version),
        "PlatformTypes" => values.Contains("Linux"),
        "ResourceType" => values.Contains("EC2Instance"),
        "SourceIds" => values.Contains(node.Instance.Id),
        "SourceTypes" => values.Contains("AWS::EC2::Instance"),
        _ when key.StartsWith("tag:", StringComparison.Ordinal) =>
            node.Instance.Tags.TryGetValue(key["tag:".Length..], out var value) && values.Contains(value),
        _ => throw new AwsErrorException("InvalidInstanceInformationFilterValue", $"The specified filter key {key} is not valid."),
    };
}
