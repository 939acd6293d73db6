using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>VPC endpoints of type Gateway and Interface.</summary>
internal static class EndpointOperations
{
    private static readonly Describe<VpcEndpoint> s_describe = new("DescribeVpcEndpoints", "VpcEndpoints")
    {
        Ids = "VpcEndpointIds",
        Pages = (1, 1000),
        Shape = endpoint => endpoint.Shape(),
        Filters = new()
        {
            { "vpc-endpoint-id", endpoint => endpoint.Id },
            { "vpc-endpoint-state", endpoint => endpoint.Status },
            { "vpc-endpoint-type", endpoint => endpoint.Type },
            { "vpc-id", endpoint => endpoint.Vpc.Id },
            { "service-name", endpoint => endpoint.ServiceName },
            { "service-region", endpoint => endpoint.Region },
            { "ip-address-type", _ => "ipv4" },
        },
    };

    public static void Register(OperationTable table)
    {
        table.Add(s_describe, region => region.VpcEndpoints);
        table.Add("CreateVpcEndpoint", Create);
        table.Add("ModifyVpcEndpoint", Modify);
        table.Add("DeleteVpcEndpoints", Delete);
    }

    private static JsonObject Create(Ec2Call call)
    {
        var vpc = call.Region.Vpcs.Get(call.Input.Required("VpcId"));
        var service = call.Input.Required("ServiceName");
        var type = call.Input.Text("VpcEndpointType") ?? "Gateway";
        var tags = call.NewTags(ResourceKind.VpcEndpoint);
        if (!service.StartsWith($"com.amazonaws.{call.Region.Name}.", StringComparison.Ordinal))
        {
            throw EndpointMaker.NoSuchService(service);
        }

        var endpoint = type switch
        {
            "Gateway" => CreateGateway(call, vpc, service),
            "Interface" => CreateInterface(call, vpc, service),
            _ => throw Ec2Errors.InvalidValue($"Value ({type}) for parameter VpcEndpointType is invalid."),
        };
        endpoint.SetTags(tags);
        endpoint.Policy = call.Input.Text("PolicyDocument") ?? VpcEndpoint.OpenPolicy;
        var answer = Json.Of(("VpcEndpoint", endpoint.Shape()), ("ClientToken", call.Input.Text("ClientToken")));
        call.State.Later(() => endpoint.Status = endpoint.Status == "pending" ? "available" : endpoint.Status);
        return answer;
    }

    private static VpcEndpoint CreateGateway(Ec2Call call, Vpc vpc, string service)
    {
        var prefixList = EndpointMaker.PrefixListOf(call.Region, service);
        if (call.Input.Has("SubnetIds") || call.Input.Has("SecurityGroupIds"))
        {
            throw new AwsErrorException("InvalidParameter", "Subnets and security groups may not be specified for a gateway endpoint.");
        }

        var tables = EndpointMaker.Tables(call, vpc, call.Input.Texts("RouteTableIds"), prefixList);
        call.StopIfDryRun();
        var endpoint = Add(call, "Gateway", vpc, service);
        endpoint.Status = "available";
        EndpointMaker.AddTo(endpoint, tables, prefixList);
        return endpoint;
    }

    private static VpcEndpoint CreateInterface(Ec2Call call, Vpc vpc, string service)
    {
        if (call.Input.Has("RouteTableIds"))
        {
            throw new AwsErrorException("InvalidParameter", "Route tables may not be specified for an interface endpoint.");
        }

        var groups = GroupResolver.OfInterface(call, vpc, call.Input.Texts("SecurityGroupIds"));
        var subnets = EndpointMaker.Subnets(call, vpc, call.Input.Texts("SubnetIds"), []);
        var privateDns = call.Input.Flag("PrivateDnsEnabled") ?? true;
        CheckPrivateDns(call, vpc, service, privateDns);
        call.StopIfDryRun();
        var endpoint = Add(call, "Interface", vpc, service);
        (endpoint.Groups, endpoint.PrivateDnsEnabled) = (groups, privateDns);
        EndpointMaker.AddTo(call, endpoint, subnets);
        return endpoint;
    }

    private static void CheckPrivateDns(Ec2Call call, Vpc vpc, string service, bool privateDns)
    {
        if (!privateDns)
        {
            return;
        }

        if (!vpc.EnableDnsSupport || !vpc.EnableDnsHostnames)
        {
            throw new AwsErrorException(
                "InvalidParameter", "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes "
                + $"set to true for {vpc.Id}");
        }

        if (call.Region.VpcEndpoints.Rows.FirstOrDefault(
            other => other.Vpc == vpc && other.ServiceName == service && other.PrivateDnsEnabled) is { } existing)
        {
            throw new AwsErrorException(
                "InvalidParameter", "private-dns-enabled cannot be set because there is already a conflicting DNS domain for "
                + $"{existing.ServiceHost} in the VPC {vpc.Id}");
        }
    }

    private static VpcEndpoint Add(Ec2Call call, string type, Vpc vpc, string service) => call.Region.VpcEndpoints.Add(
        new VpcEndpoint(call.NewId(ResourceKind.VpcEndpoint), type, vpc, service, call.Now));

    private static JsonObject Modify(Ec2Call call)
    {
        var endpoint = call.Region.VpcEndpoints.Get(call.Input.Required("VpcEndpointId"));
        var leaving = call.Input.Texts("RemoveSubnetIds");
        var going = endpoint.Interfaces.FindAll(eni => leaving.Contains(eni.Subnet.Id));
        var subnets = EndpointMaker.Subnets(
            call, endpoint.Vpc, call.Input.Texts("AddSubnetIds"), endpoint.Interfaces.Except(going));
        var groups = endpoint.Groups.Select(group => group.Id).Except(call.Input.Texts("RemoveSecurityGroupIds"))
            .Concat(call.Input.Texts("AddSecurityGroupIds")).ToList();
        var newGroups = endpoint.Type == "Gateway" ? [] : GroupResolver.OfInterface(call, endpoint.Vpc, groups);
        var dropped = call.Input.Texts("RemoveRouteTableIds").ConvertAll(call.Region.RouteTables.Get);
        var prefixList = endpoint.Type == "Gateway" ? EndpointMaker.PrefixListOf(call.Region, endpoint.ServiceName) : "";
        var tables = EndpointMaker.Tables(call, endpoint.Vpc, call.Input.Texts("AddRouteTableIds"), prefixList);
        if (endpoint.Type == "Gateway" ? subnets.Count + going.Count > 0 : tables.Count + dropped.Count > 0)
        {
            throw new AwsErrorException("InvalidParameter", $"The request does not fit an endpoint of type {endpoint.Type}.");
        }

        call.StopIfDryRun();
        EndpointMaker.RemoveFrom(endpoint, dropped);
        EndpointMaker.AddTo(endpoint, tables, prefixList);
        EndpointMaker.RemoveFrom(endpoint, going);
        endpoint.Groups = newGroups;
        endpoint.Interfaces.ForEach(eni => eni.SetGroups(newGroups));
        EndpointMaker.AddTo(call, endpoint, subnets);
        endpoint.PrivateDnsEnabled = call.Input.Flag("PrivateDnsEnabled") ?? endpoint.PrivateDnsEnabled;
        endpoint.Policy = call.Input.Flag("ResetPolicy") is true
            ? VpcEndpoint.OpenPolicy
            : call.Input.Text("PolicyDocument") ?? endpoint.Policy;
        return Json.Done();
    }

    /// <summary>Unknown ids are reported beside what was done, not as an error.</summary>
    private static JsonObject Delete(Ec2Call call)
    {
        var ids = call.Input.RequiredTexts("VpcEndpointIds");
        ids.ForEach(ResourceKind.VpcEndpoint.Check);
        call.StopIfDryRun();
        var unsuccessful = new JsonArray();
        foreach (var id in ids)
        {
            if (call.Region.VpcEndpoints.Find(id) is not { } endpoint)
            {
                var error = ResourceKind.VpcEndpoint.NotFound(id);
                unsuccessful.Add((JsonNode)Json.Of(
                    ("ResourceId", id), ("Error", Json.Of(("Code", error.Code), ("Message", error.Message)))));
                continue;
            }

            endpoint.Status = "deleting";
            EndpointMaker.RemoveFrom(endpoint, [.. endpoint.RouteTables]);
            call.State.Later(() =>
            {
                EndpointMaker.RemoveFrom(endpoint, [.. endpoint.Interfaces]);
                call.Region.VpcEndpoints.Remove(endpoint);
            });
        }

        return Json.Of(("Unsuccessful", unsuccessful));
    }
}
