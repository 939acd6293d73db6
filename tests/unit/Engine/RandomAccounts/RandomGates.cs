using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;
using static AwsHardening.UnitTests.Engine.Support.Ec2Calls;

namespace AwsHardening.UnitTests.Engine.RandomAccounts;

/// <summary>
/// Puts network ACLs, public addresses, NAT and egress-only gateways, gateway endpoints and appliances into an account:
/// everything but groups that decides about a packet.
/// </summary>
internal sealed class RandomGates(SandboxAccount account, Random random)
{
    private static readonly (string Protocol, int From, int To)[] s_traffic =
    [
        ("-1", 0, 0), ("-1", 0, 0), ("-1", 0, 0), ("6", 0, 65535), ("6", 22, 22), ("6", 20, 500), ("6", 1024, 65535), ("6", 32768, 65535),
        ("6", 40000, 50000), ("17", 0, 65535), ("17", 53, 53), ("17", 1024, 40000), ("1", -1, -1), ("1", 8, -1), ("1", 0, 0), ("58", -1, -1), ("47", 0, 0),
    ];

    public void Add()
    {
        var vpcs = account.All("DescribeVpcs", "Vpcs").ToArray();
        foreach (var vpc in vpcs)
        {
            var id = (string)vpc["VpcId"]!;
            JsonObject[] tables = [.. account.All("DescribeRouteTables", "RouteTables").Where(t => (string)t["VpcId"]! == id)];
            JsonObject[] subnets = [.. account.All("DescribeSubnets", "Subnets").Where(s => (string)s["VpcId"]! == id)];
            AddGateways(id, tables, subnets);
            foreach (var subnet in subnets.Where(_ => Chance(55)))
            {
                AddAcl(id, (string)subnet["SubnetId"]!, vpcs);
            }
        }

        foreach (var eni in account.All("DescribeNetworkInterfaces", "NetworkInterfaces").ToArray())
        {
            if ((string)eni["InterfaceType"]! == "interface" && Chance(50) && Address() is { } address)
            {
                Try("AssociateAddress", ("AllocationId", address), ("NetworkInterfaceId", (string)eni["NetworkInterfaceId"]!));
            }
        }
    }

    private void AddGateways(string vpc, JsonObject[] tables, JsonObject[] subnets)
    {
        string Table() => (string)Pick(tables)["RouteTableId"]!;

        var outward = Table();
        if (Chance(60))
        {
            var gateway = (string)account.Ec2("CreateInternetGateway")["InternetGateway"]!["InternetGatewayId"]!;
            Try("AttachInternetGateway", ("InternetGatewayId", gateway), ("VpcId", vpc));
            Try("CreateRoute", ("RouteTableId", outward), ("DestinationCidrBlock", Chance(80) ? "0.0.0.0/0" : "198.51.0.0/16"), ("GatewayId", gateway));
            Try("CreateRoute", ("RouteTableId", Table()), ("DestinationIpv6CidrBlock", "::/0"), ("GatewayId", gateway));
        }

        if (Chance(50))
        {
            var address = Chance(70) ? Address() : null;
            var isPublic = address is not null;
            // Most stand where the internet gateway is, as they must to be of use.
            var associated = tables.Where(table => (string)table["RouteTableId"]! == outward).SelectMany(table => table["Associations"]!.AsArray())
                .Select(association => (string?)association!["SubnetId"]).OfType<string>().FirstOrDefault();
            var made = Try("CreateNatGateway", isPublic
                ? [("SubnetId", Chance(75) && associated is not null ? associated : (string)Pick(subnets)["SubnetId"]!), ("AllocationId", address)]
                : [("SubnetId", (string)Pick(subnets)["SubnetId"]!), ("ConnectivityType", "private")]);
            if (made?["NatGateway"]?["NatGatewayId"] is { } nat)
            {
                Try("CreateRoute", ("RouteTableId", tables.Select(table => (string)table["RouteTableId"]!).FirstOrDefault(id => id != outward) ?? outward), ("DestinationCidrBlock", isPublic || Chance(50) ? "0.0.0.0/0" : "10.0.0.0/8"), ("NatGatewayId", (string)nat!));
            }
        }

        if (Chance(30) && Try("CreateEgressOnlyInternetGateway", ("VpcId", vpc))?["EgressOnlyInternetGateway"]?["EgressOnlyInternetGatewayId"] is { } egress)
        {
            Try("CreateRoute", ("RouteTableId", Table()), ("DestinationIpv6CidrBlock", "::/0"), ("EgressOnlyInternetGatewayId", (string)egress!));
        }

        if (Chance(30))
        {
            Try("CreateVpcEndpoint", ("VpcEndpointType", "Gateway"), ("VpcId", vpc), ("ServiceName", $"com.amazonaws.{account.Region}.s3"), ("RouteTableIds", Texts(Table())));
        }

        if (Chance(15) && account.All("DescribeNetworkInterfaces", "NetworkInterfaces")
            .FirstOrDefault(e => (string)e["VpcId"]! == vpc && (string)e["InterfaceType"]! == "interface") is { } appliance)
        {
            Try("CreateRoute", ("RouteTableId", Table()), ("DestinationCidrBlock", "172.31.0.0/16"), ("NetworkInterfaceId", (string)appliance["NetworkInterfaceId"]!));
        }
    }

    private void AddAcl(string vpc, string subnet, JsonObject[] vpcs)
    {
        var acl = (string)account.Ec2("CreateNetworkAcl", ("VpcId", vpc))["NetworkAcl"]!["NetworkAclId"]!;
        foreach (var egress in new[] { true, false })
        {
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                Entry(acl, egress, random.Next(1, 100), Chance(35) ? "deny" : "allow", Range(vpcs), Pick(s_traffic));
            }

            if (Chance(75))
            {
                Entry(acl, egress, 200, "allow", "0.0.0.0/0", ("-1", 0, 0));
                Entry(acl, egress, 201, "allow", "::/0", ("-1", 0, 0));
            }
        }

        var association = account.All("DescribeNetworkAcls", "NetworkAcls").SelectMany(a => a["Associations"]!.AsArray())
            .First(a => (string)a!["SubnetId"]! == subnet)!["NetworkAclAssociationId"]!;
        account.Ec2("ReplaceNetworkAclAssociation", ("AssociationId", (string)association!), ("NetworkAclId", acl));
    }

    private string Range(JsonObject[] vpcs) => random.Next(8) switch
    {
        0 => "0.0.0.0/0",
        1 => "10.0.0.0/8",
        2 => $"10.{random.Next(3)}.{random.Next(3) * 85}.0/24",
        3 => $"10.{random.Next(3)}.0.{random.Next(4, 9)}/32",
        4 => "198.51.100.0/24",
        5 => vpcs.SelectMany(v => v["Ipv6CidrBlockAssociationSet"] as JsonArray ?? []).Select(a => (string)a!["Ipv6CidrBlock"]!).FirstOrDefault() ?? "::/0",
        _ => (string)Pick(vpcs)["CidrBlock"]!,
    };

    private void Entry(string acl, bool egress, int number, string action, string range, (string Protocol, int From, int To) traffic)
    {
        var request = Object(
            ("NetworkAclId", acl), ("Egress", egress), ("RuleNumber", number), ("RuleAction", action), ("Protocol", traffic.Protocol),
            (range.Contains(':', StringComparison.Ordinal) ? "Ipv6CidrBlock" : "CidrBlock", range));
        if (traffic.Protocol is "6" or "17")
        {
            request["PortRange"] = Object(("From", traffic.From), ("To", traffic.To));
        }
        else if (traffic.Protocol is "1" or "58")
        {
            request["IcmpTypeCode"] = Object(("Type", traffic.From), ("Code", traffic.To));
        }

        Try("CreateNetworkAclEntry", request);
    }

    // Five a Region is AWS's default quota.
    private string? Address() => (string?)Try("AllocateAddress", ("Domain", "vpc"))?["AllocationId"];

    private bool Chance(int percent) => random.Next(100) < percent;

    private T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    private JsonObject? Try(string operation, params (string Name, JsonNode? Value)[] parameters) => Try(operation, Object(parameters));

    private JsonObject? Try(string operation, JsonObject parameters)
    {
        try
        {
            return account.Ec2(operation, parameters);
        }
        catch (AwsErrorException)
        {
            // Not possible there: the account does without.
            return null;
        }
    }
}
