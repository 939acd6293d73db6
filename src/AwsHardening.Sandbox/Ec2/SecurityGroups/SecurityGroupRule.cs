using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>One rule of a security group: one direction, one source or destination.</summary>
internal sealed class SecurityGroupRule(string id, SecurityGroup group, bool isEgress, RuleSpec content)
    : Ec2Resource(ResourceKind.SecurityGroupRule, id)
{
    public SecurityGroup Group { get; } = group;

    public bool IsEgress { get; } = isEgress;

    public RuleSpec Content { get; set; } = content;

    public RuleSource Source => Content.Source;

    public IpTraffic Traffic => Content.Traffic;

    public RuleKey Key => new(IsEgress, Traffic, Source);

    /// <summary>As DescribeSecurityGroupRules and Authorize answer it: all protocols have the ports -1.</summary>
    public JsonObject Shape()
    {
        var json = Common();
        json.Add("GroupOwnerId", Group.Vpc.Region.State.Options.AccountId);
        json.Add("SecurityGroupRuleArn", Group.Vpc.Region.Arn("security-group-rule", Id));
        json.Add("Tags", TagList());
        if (Source.Kind == SourceKind.Group)
        {
            json.Add("ReferencedGroupInfo", ReferencedGroup());
        }

        return json;
    }

    /// <summary>As Revoke answers it.</summary>
    public JsonObject RevokedShape()
    {
        var json = Common();
        if (Source.Kind == SourceKind.Group)
        {
            json.Add("ReferencedGroupId", Source.Value);
        }

        return json;
    }

    /// <summary>The group, and for a group of another VPC the peering connection and its state.</summary>
    public JsonObject ReferencedGroup() => Json.Of(
        ("GroupId", Source.Value),
        ("UserId", Content.Reference?.UserId ?? Group.Vpc.Region.State.Options.AccountId),
        ("VpcId", Content.Reference?.VpcId),
        ("VpcPeeringConnectionId", Content.Reference?.PeeringConnectionId),
        ("PeeringStatus", Content.Reference is { } reference ? PeeringStatus(reference) : null));

    /// <summary>True for a rule whose group is gone, or whose VPC peering connection is not active any more.</summary>
    public bool IsStale() => Source.Kind == SourceKind.Group
        && (Content.Reference is { } reference
            ? PeeringStatus(reference) != "active" || (IsOwn(reference) && IsGone())
            : IsGone());

    private bool IsOwn(GroupReference reference) => reference.UserId == Group.Vpc.Region.State.Options.AccountId;

    private bool IsGone() => Group.Vpc.Region.SecurityGroups.Find(Source.Value) is null;

    private string PeeringStatus(GroupReference reference) =>
        Group.Vpc.Region.PeeringConnections.Find(reference.PeeringConnectionId)?.Status ?? "deleted";

    private JsonObject Common() => Json.Of(
        ("SecurityGroupRuleId", Id),
        ("GroupId", Group.Id),
        ("IsEgress", IsEgress),
        ("IpProtocol", Traffic.Protocol),
        ("FromPort", Traffic.FromPort ?? -1),
        ("ToPort", Traffic.ToPort ?? -1),
        ("CidrIpv4", Source.Kind == SourceKind.Ipv4 ? Source.Value : null),
        ("CidrIpv6", Source.Kind == SourceKind.Ipv6 ? Source.Value : null),
        ("PrefixListId", Source.Kind == SourceKind.PrefixList ? Source.Value : null),
        ("Description", Content.Description));
}

/// <summary>What makes two rules of a group the same rule: everything but description and tags.</summary>
internal readonly record struct RuleKey(bool IsEgress, IpTraffic Traffic, RuleSource Source);
