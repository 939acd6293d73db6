namespace AwsHardening.Sandbox.Ec2;

/// <summary>Finds the security groups that a request means.</summary>
internal static class GroupResolver
{
    /// <summary>The group that a request works on: by id, or by name in the default VPC.</summary>
    public static SecurityGroup Target(Ec2Call call)
    {
        if (call.Input.Text("GroupId") is { Length: > 0 } id)
        {
            return call.Region.SecurityGroups.Get(id);
        }

        var name = call.Input.Text("GroupName") ?? throw Ec2Errors.MissingParameter("groupName or groupId");
        var vpc = call.Region.DefaultVpc ?? throw NoDefaultVpc();
        return call.Region.SecurityGroups.Rows.FirstOrDefault(group => group.Vpc == vpc && group.Name == name)
            ?? throw new AwsErrorException(
                "InvalidGroup.NotFound", $"The security group '{name}' does not exist in default VPC '{vpc.Id}'");
    }

    /// <summary>
    /// The group that a rule of <paramref name="group"/> may name: of the same VPC, or of a VPC at the other end of an
    /// active peering connection inside the Region. AWS documentation page: "Update your security groups to reference
    /// peer security groups".
    /// </summary>
    public static (string Id, GroupReference? Reference) Peer(Ec2Call call, SecurityGroup group, Ec2Input pair)
    {
        var id = PairId(group, pair);
        var owner = pair.Text("UserId") is { Length: > 0 } user ? user : call.AccountId;
        if (owner != call.AccountId)
        {
            ResourceKind.SecurityGroup.Check(id);
            var foreign = Peering(group.Vpc, peering => peering.Other(group.Vpc).OwnerId == owner);
            return foreign is null
                ? throw ResourceKind.SecurityGroup.NotFound(id)
                : (id, new GroupReference(owner, foreign.Other(group.Vpc).VpcId, foreign.Id));
        }

        var other = call.Region.SecurityGroups.Get(id);
        if (other.Vpc == group.Vpc)
        {
            return (id, null);
        }

        return Peering(group.Vpc, peering => peering.IsOf(other.Vpc)) is { } own
            ? (id, new GroupReference(owner, other.Vpc.Id, own.Id))
            : throw new AwsErrorException(
                "InvalidGroup.NotFound", "You have specified two resources that belong to different networks.");
    }

    /// <summary>The id in a pair; names are understood in the default VPC only.</summary>
    public static string PairId(SecurityGroup group, Ec2Input pair)
    {
        if (pair.Text("GroupId") is { Length: > 0 } id)
        {
            return id;
        }

        var name = pair.Text("GroupName") ?? throw Ec2Errors.MissingParameter("groupName or groupId");
        if (!group.Vpc.IsDefault)
        {
            throw Ec2Errors.InvalidValue(
                $"Invalid value '{name}' for groupName. You may not reference Amazon VPC security groups by name. "
                + "Please use the corresponding id for this operation.");
        }

        return group.Vpc.Region.SecurityGroups.Rows.FirstOrDefault(other => other.Vpc == group.Vpc && other.Name == name)?.Id
            ?? throw ResourceKind.SecurityGroup.NotFound(name);
    }

    public static AwsErrorException NoDefaultVpc() => new("VPCIdNotSpecified", "No default VPC for this user");

    /// <summary>
    /// The groups of a new or changed interface: existing, of the VPC, not too many; the VPC's default group where none
    /// is named.
    /// </summary>
    public static List<SecurityGroup> OfInterface(Ec2Call call, Vpc vpc, IReadOnlyCollection<string> ids)
    {
        if (ids.Count == 0)
        {
            return [vpc.DefaultGroup];
        }

        var groups = ids.Distinct(StringComparer.Ordinal).Select(call.Region.SecurityGroups.Get).ToList();
        if (groups.Find(group => group.Vpc != vpc) is { } foreign)
        {
            throw new AwsErrorException(
                "InvalidGroup.NotFound", $"The security group '{foreign.Id}' does not exist in VPC '{vpc.Id}'");
        }

        return groups.Count <= call.Options.SecurityGroupsPerInterface
            ? groups
            : throw new AwsErrorException(
                "SecurityGroupsPerInterfaceLimitExceeded", "The maximum number of security groups per interface has been reached.");
    }

    private static PeeringConnection? Peering(Vpc vpc, Func<PeeringConnection, bool> with) =>
        vpc.Region.PeeringConnections.Rows.FirstOrDefault(
            peering => peering.Status == "active" && !peering.IsInterRegion && peering.IsOf(vpc) && with(peering));
}
