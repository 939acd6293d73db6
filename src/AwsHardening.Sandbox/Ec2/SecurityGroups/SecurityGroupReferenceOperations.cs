using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>Which groups are named from peered VPCs, and which rules name what is gone.</summary>
internal static class SecurityGroupReferenceOperations
{
    public static void Register(OperationTable table)
    {
        table.Add("DescribeSecurityGroupReferences", References);
        table.Add("DescribeStaleSecurityGroups", Stale);
    }

    private static JsonObject References(Ec2Call call)
    {
        var groups = call.Region.SecurityGroups.GetAll(call.Input.RequiredTexts("GroupId"));
        call.StopIfDryRun();
        var references =
            from target in groups
            from rule in call.Region.References.GetValueOrDefault(target.Id, []).OrderBy(rule => rule.Sequence)
            where rule.Content.Reference is not null
            select (Group: target.Id, Vpc: rule.Group.Vpc.Id, Peering: rule.Content.Reference!.PeeringConnectionId);
        return Json.Of(("SecurityGroupReferenceSet", Json.List(references.Distinct().Select(reference => Json.Of(
            ("GroupId", reference.Group),
            ("ReferencingVpcId", reference.Vpc),
            ("VpcPeeringConnectionId", reference.Peering))))));
    }

    private static JsonObject Stale(Ec2Call call)
    {
        var vpc = call.Region.Vpcs.Get(call.Input.Required("VpcId"));
        var groups = call.Region.SecurityGroups.Rows.Where(group => group.Vpc == vpc)
            .Select(group => (Group: group, Rules: group.Rules.Where(rule => rule.IsStale()).ToList()))
            .Where(stale => stale.Rules.Count > 0)
            .Select(stale => (JsonNode)Json.Of(
                ("GroupId", stale.Group.Id),
                ("GroupName", stale.Group.Name),
                ("Description", stale.Group.Description),
                ("VpcId", vpc.Id),
                ("StaleIpPermissions", IpPermissions.StaleShape(stale.Rules.Where(rule => !rule.IsEgress))),
                ("StaleIpPermissionsEgress", IpPermissions.StaleShape(stale.Rules.Where(rule => rule.IsEgress)))));
        return ListPage.Answer(call, "StaleSecurityGroupSet", [.. groups], 5, 255);
    }
}
