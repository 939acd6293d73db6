using System.Net;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;

namespace AwsHardening.UnitTests.Engine.RandomAccounts;

/// <summary>A VPC with subnets and groups. The first subnet has the main route table, the others one of their own.</summary>
internal sealed record RandomVpc(
    int Index, string Id, string Range, string? Ipv6Range, IReadOnlyList<string> Subnets, IReadOnlyList<string> SubnetRanges,
    IReadOnlyList<string> RouteTables, IReadOnlyList<string> Groups)
{
    public static RandomVpc Make(SandboxAccount account, int index, bool ipv6, int subnets, int groups)
    {
        var range = $"10.{index}.0.0/16";
        var id = (string)account.Ec2("CreateVpc", ("CidrBlock", range), ("AmazonProvidedIpv6CidrBlock", ipv6))["Vpc"]!["VpcId"]!;
        var shown = account.All("DescribeVpcs", "Vpcs").Single(vpc => (string)vpc["VpcId"]! == id);
        var ipv6Range = ipv6 ? (string)shown["Ipv6CidrBlockAssociationSet"]![0]!["Ipv6CidrBlock"]! : null;
        List<string> tables =
        [
            (string)account.All("DescribeRouteTables", "RouteTables").Single(table => (string)table["VpcId"]! == id)["RouteTableId"]!,
        ];
        List<string> subnetIds = [];
        List<string> ranges = [];
        for (var i = 0; i < subnets; i++)
        {
            ranges.Add($"10.{index}.{i * 85}.0/24");
            var request = Ec2Calls.Object(("VpcId", id), ("CidrBlock", ranges[i]));
            if (ipv6Range is not null)
            {
                request["Ipv6CidrBlock"] = SubnetOf(ipv6Range, i);
            }

            subnetIds.Add((string)account.Ec2("CreateSubnet", request)["Subnet"]!["SubnetId"]!);
            if (i > 0)
            {
                tables.Add((string)account.Ec2("CreateRouteTable", ("VpcId", id))["RouteTable"]!["RouteTableId"]!);
                account.Ec2("AssociateRouteTable", ("RouteTableId", tables[i]), ("SubnetId", subnetIds[i]));
            }
        }

        string[] made =
        [
            .. Enumerable.Range(0, groups).Select(i => (string)account.Ec2(
                "CreateSecurityGroup", ("GroupName", $"group {index}.{i}"), ("Description", "d"), ("VpcId", id))["GroupId"]!),
        ];
        return new RandomVpc(index, id, range, ipv6Range, subnetIds, ranges, tables, made);
    }

    // A VPC has a /56, a subnet one of its 256 /64.
    private static string SubnetOf(string range, int index)
    {
        var bytes = IPAddress.Parse(range[..range.IndexOf('/')]).GetAddressBytes();
        bytes[7] = (byte)index;
        return $"{new IPAddress(bytes)}/64";
    }
}
