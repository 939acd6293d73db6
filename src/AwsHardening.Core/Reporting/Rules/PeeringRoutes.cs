using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Routes over a peering lead to the subnets that are needed.</summary>
internal sealed class PeeringRoutes() : ResourceRule(FactTypes.RouteTables, FactTypes.Peerings)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-peering-routes",
        Title = "Routes over a peering lead to the subnets that are needed.",
        Severity = FindingSeverity.Low,
        Service = "ec2",
        Compliance = RuleInfo.Cis("5.5", "5.6", "6.6", "6.6"),
        Rationale = "A route to a whole VPC lets every machine here talk to every machine there.",
        Remediation = "Replace the route by ones to the subnets that are needed.",
        ByHand = "which subnets are needed is known to you alone.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var routes = resource["Routes"].Items.Where(route => route["VpcPeeringConnectionId"].Exists).ToArray();
        if (routes.Length == 0)
        {
            return null;
        }

        var wide = routes.Where(route => (route["DestinationCidrBlock"].Text ?? route["DestinationIpv6CidrBlock"].Text) is { } range && Ranges(route, place).Any(Cidr.Parse(range).Contains)).ToArray();
        return Verdict.When(wide.Length == 0, "each leads to a part of the other VPC", $"{wide.Length} routes lead to a whole VPC", [.. wide.Select(route => ("Routes", (object?)route))]);
    }

    private static IEnumerable<Cidr> Ranges(AuditValue route, AuditPlace place) =>
        from peering in place.With(FactTypes.Peerings, "VpcPeeringConnectionId", route["VpcPeeringConnectionId"].Text)
        from side in new[] { "RequesterVpcInfo", "AccepterVpcInfo" }
        from range in new[] { peering[$"{side}.CidrBlock"] }.Concat(peering[$"{side}.CidrBlockSet"].Items.Select(one => one["CidrBlock"])).Concat(peering[$"{side}.Ipv6CidrBlockSet"].Items.Select(one => one["Ipv6CidrBlock"]))
        where range.Exists
        select Cidr.Parse(range.ToString());
}
