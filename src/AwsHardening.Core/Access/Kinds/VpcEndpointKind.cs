using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Access.Kinds;

/// <summary>The endpoint that a VPC has for a service; its id is the VPC's and the service's name.</summary>
internal sealed class VpcEndpointKind : PartsKind, INetworkKind
{
    public const string Type = "AWS::EC2::VPCEndpoint";
    private const string Service = "ServiceName";
    private const string Id = "VpcEndpointId";
    private const string Interface = "Interface";

    // The addresses of a service with a gateway endpoint. They are not the endpoint's: they say what its routes will lead there.
    private const string Ranges = "ServiceRanges";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "ec2:DescribeVpcEndpoints", "ec2:CreateVpcEndpoint", "ec2:DeleteVpcEndpoints",
    ];

    protected override string Existence => Service;

    public static string IdOf(string vpcId, string serviceName) => $"{vpcId}/{serviceName}";

    public override async Task<int> CountAsync(AccountView view) => Count(await view.VpcEndpoints(), "the VPC endpoints", "ec2:DescribeVpcEndpoints");

    protected override async Task<JsonObject> ReadPartsAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken)
    {
        var (vpc, service) = change.ResourceId.Split('/') is [var first, var second] ? (first, second) : ("", "");
        var answer = await Ask.OrNull(
            () => session.Ec2.DescribeVpcEndpointsAsync(
                new() { Filters = [new("vpc-id", [vpc]), new("service-name", [service])] }, cancellationToken),
            $"the endpoint of {vpc} for {service}", "ec2:DescribeVpcEndpoints");
        var found = (answer?.VpcEndpoints ?? []).FirstOrDefault(
            endpoint => endpoint.State?.Value.ToLowerInvariant() is not ("deleting" or "deleted" or "rejected" or "failed" or "expired"));
        var present = new JsonObject { [Service] = found?.ServiceName, [Issued] = new JsonObject { [Id] = found?.VpcEndpointId } };
        if (found is not null && (change.After[Ranges] ?? change.Before[Ranges]) is { } ranges)
        {
            present[Ranges] = ranges.DeepClone();
        }

        return present;
    }

    public NetworkModel Apply(NetworkModel model, ResourceChange change)
    {
        var made = change.Calls.Concat(change.Inverse).FirstOrDefault(call => call.Operation == "CreateVpcEndpoint")?.Parameters;
        if (made is null)
        {
            return model;
        }

        var (vpc, service, type) = (Text("VpcId"), Text(Service), Text("VpcEndpointType"));
        return change.After[Service] is null ? model.WithoutEndpoint(vpc, service, type)
            : type == Interface ? model.WithInterfaceEndpoint(vpc, service, Texts(made["SubnetIds"]), Texts(made["SecurityGroupIds"]))
            : model.WithGatewayEndpoint(vpc, service, Texts(made["RouteTableIds"]), [.. Texts(change.After[Ranges]).Select(Cidr.Parse)]);

        string Text(string member) => made[member]!.GetValue<string>();
    }

    /// <summary>Makes an interface endpoint with private DNS.</summary>
    public static PartsChange MakeInterface(
        string changeId, string vpcId, string serviceName, IReadOnlyList<string> subnetIds, IReadOnlyList<string> groupIds) => Make(
        changeId, serviceName, new JsonObject
        {
            ["VpcEndpointType"] = Interface, ["VpcId"] = vpcId, [Service] = serviceName, ["PrivateDnsEnabled"] = true,
            ["SubnetIds"] = Texts(subnetIds), ["SecurityGroupIds"] = Texts(groupIds), ["ClientToken"] = changeId,
        });

    /// <summary>Makes a gateway endpoint, which costs nothing.</summary>
    /// <param name="header">The change's ids, resource and reason.</param>
    /// <param name="vpcId">The VPC.</param>
    /// <param name="serviceName">The service.</param>
    /// <param name="tableIds">The route tables that are to lead to it.</param>
    /// <param name="ranges">The service's addresses.</param>
    public static ResourceChange MakeGateway(
        ResourceChange header, string vpcId, string serviceName, IReadOnlyList<string> tableIds, IReadOnlyList<Cidr> ranges)
    {
        var change = Make(header.Id, serviceName, new JsonObject
        {
            ["VpcEndpointType"] = "Gateway", ["VpcId"] = vpcId, [Service] = serviceName, ["RouteTableIds"] = Texts(tableIds),
            ["ClientToken"] = header.Id,
        }).Build(header);
        change.After[Ranges] = Texts([.. ranges.Select(range => range.ToString())]);
        return change;
    }

    private static PartsChange Make(string changeId, string serviceName, JsonObject parameters) => new PartsChange().Set(
        Service, null, serviceName,
        new("ec2", "CreateVpcEndpoint", parameters, new CreatedId($"{changeId}#endpoint", "VpcEndpoint", [], Id)),
        new("ec2", "DeleteVpcEndpoints", new JsonObject { ["VpcEndpointIds"] = new JsonArray(IdMap.Reference($"{changeId}#endpoint")) }));

    private static JsonArray Texts(IReadOnlyList<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static string[] Texts(JsonNode? list) => [.. (list as JsonArray ?? []).Select(text => text!.GetValue<string>())];
}
