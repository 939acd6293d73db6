using System.Net;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;

namespace AwsHardening.UnitTests.Engine.RandomAccounts;

/// <summary>Inside a VPC everything connects; two VPCs do over one active peering to which both subnets' longest routes lead.</summary>
internal sealed class OracleRoutes
{
    private readonly List<JsonObject> _tables;
    private readonly List<JsonObject> _peerings;

    public OracleRoutes(SandboxAccount account)
    {
        _tables = [.. account.All("DescribeRouteTables", "RouteTables")];
        _peerings = [.. account.All("DescribeVpcPeeringConnections", "VpcPeeringConnections")
            .Where(peering => (string)peering["Status"]!["Code"]! == "active")];
    }

    public bool Connect(OracleSide one, IPAddress oneAddress, OracleSide other, IPAddress otherAddress) =>
        one.VpcId == other.VpcId
        || (PeeringOf(one, otherAddress) is { } there && PeeringOf(other, oneAddress) == there && Joins(there, one.VpcId, other.VpcId));

    private bool Joins(string peering, string one, string other) => _peerings.Any(p =>
        (string)p["VpcPeeringConnectionId"]! == peering
        && new[] { (string)p["RequesterVpcInfo"]!["VpcId"]!, (string)p["AccepterVpcInfo"]!["VpcId"]! }.Order()
            .SequenceEqual(new[] { one, other }.Order()));

    private string? PeeringOf(OracleSide from, IPAddress to)
    {
        var table = _tables.SingleOrDefault(t => Associations(t).Any(a => (string?)a["SubnetId"] == from.SubnetId))
            ?? _tables.Single(t => (string)t["VpcId"]! == from.VpcId && Associations(t).Any(a => (bool?)a["Main"] == true));
        return (string?)table["Routes"]!.AsArray()
            .Select(route => (Route: route!, Range: (string?)route!["DestinationCidrBlock"] ?? (string?)route["DestinationIpv6CidrBlock"]))
            .Where(route => route.Range is not null)
            .Select(route => (route.Route, Range: IPNetwork.Parse(route.Range!)))
            .Where(route => route.Range.BaseAddress.AddressFamily == to.AddressFamily && route.Range.Contains(to))
            .OrderByDescending(route => route.Range.PrefixLength).FirstOrDefault().Route?["VpcPeeringConnectionId"];
    }

    private static IEnumerable<JsonObject> Associations(JsonObject table) => (table["Associations"] as JsonArray ?? []).OfType<JsonObject>();
}
