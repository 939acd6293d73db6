using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>Security groups as such; their rules are in <see cref="SecurityGroupRuleOperations"/>.</summary>
internal static class SecurityGroupOperations
{
    private const int LongestText = 255;

    private static readonly Describe<SecurityGroup> s_describe = new("DescribeSecurityGroups", "SecurityGroups")
    {
        Ids = "GroupIds",
        Shape = group => group.Shape(),
        Filters = SecurityGroupFilters.Table,
    };

    public static void Register(OperationTable table)
    {
        table.Add("DescribeSecurityGroups", Describe);
        table.Add("CreateSecurityGroup", Create);
        table.Add("DeleteSecurityGroup", Delete);
    }

    private static JsonObject Describe(Ec2Call call)
    {
        var names = call.Input.Texts("GroupNames");
        if (names.Count == 0)
        {
            return s_describe.Answer(call, call.Region.SecurityGroups);
        }

        var vpc = call.Region.DefaultVpc ?? throw GroupResolver.NoDefaultVpc();
        var named = call.Region.SecurityGroups.Rows.Where(group => group.Vpc == vpc && names.Contains(group.Name)).ToList();
        var unknown = names.Where(name => !named.Exists(group => group.Name == name)).ToList();
        return unknown.Count == 0
            ? s_describe.Answer(call, call.Region.SecurityGroups, named)
            : throw ResourceKind.SecurityGroup.NotFound(unknown);
    }

    private static JsonObject Create(Ec2Call call)
    {
        var name = call.Input.Required("GroupName");
        var description = call.Input.Required("Description");
        CheckText("GroupName", name);
        CheckText("GroupDescription", description);
        if (name.Equals("default", StringComparison.OrdinalIgnoreCase))
        {
            throw Ec2Errors.InvalidValue($"Cannot use reserved security group name: {name}");
        }

        if (name.StartsWith("sg-", StringComparison.OrdinalIgnoreCase))
        {
            throw Ec2Errors.InvalidValue(
                $"Value ({name}) for parameter GroupName is invalid. Group names may not be in the format sg-*.");
        }

        var vpc = call.Input.Text("VpcId") is { Length: > 0 } id
            ? call.Region.Vpcs.Get(id)
            : call.Region.DefaultVpc ?? throw GroupResolver.NoDefaultVpc();
        if (call.Region.SecurityGroups.Rows.Any(group => group.Vpc == vpc && group.Name == name))
        {
            throw new AwsErrorException(
                "InvalidGroup.Duplicate", $"The security group '{name}' already exists for VPC '{vpc.Id}'");
        }

        if (call.Region.SecurityGroups.Rows.Count >= call.Options.SecurityGroupsPerRegion)
        {
            throw new AwsErrorException("SecurityGroupLimitExceeded", "The maximum number of security groups has been reached.");
        }

        var tags = call.NewTags(ResourceKind.SecurityGroup);
        call.StopIfDryRun();
        var created = call.Region.SecurityGroups.Add(
            new SecurityGroup(call.NewId(ResourceKind.SecurityGroup), name, description, vpc));
        created.SetTags(tags);
        created.Add(call, isEgress: true, RuleSpec.ToAll(ipv6: false));
        if (vpc.Ipv6Cidrs.Count > 0)
        {
            created.Add(call, isEgress: true, RuleSpec.ToAll(ipv6: true));
        }

        return Json.Of(("GroupId", created.Id), ("Tags", created.TagList()), ("SecurityGroupArn", created.Arn));
    }

    private static void CheckText(string parameter, string text)
    {
        const string Allowed = "._-:/()#,@[]+=&;{}!$* ";
        if (text.Length > LongestText)
        {
            throw Ec2Errors.InvalidValue(
                $"Value ({text}) for parameter {parameter} is invalid. Must be no longer than {LongestText} characters.");
        }

        if (!text.All(letter => char.IsAsciiLetterOrDigit(letter) || Allowed.Contains(letter, StringComparison.Ordinal)))
        {
            throw Ec2Errors.InvalidValue(
                $"Value ({text}) for parameter {parameter} is invalid. Valid characters are a-z, A-Z, 0-9, spaces, and "
                + "._-:/()#,@[]+=&;{}!$*");
        }
    }

    private static JsonObject Delete(Ec2Call call)
    {
        var group = GroupResolver.Target(call);
        if (group.IsDefault)
        {
            throw new AwsErrorException(
                "CannotDelete", $"the specified group: \"{group.Id}\" name: \"{group.Name}\" cannot be deleted by a user");
        }

        // A rule of another VPC, over a peering connection, does not hold the group back: that rule becomes stale.
        if (group.Members.Count > 0 || call.Region.References.GetValueOrDefault(group.Id, [])
            .Any(rule => rule.Group != group && rule.Group.Vpc == group.Vpc))
        {
            throw Ec2Errors.DependentObject(group.Id);
        }

        call.StopIfDryRun();
        foreach (var rule in group.Rules.ToList())
        {
            group.Remove(rule);
        }

        call.Region.SecurityGroups.Remove(group);
        return Json.Of(("Return", true), ("GroupId", group.Id));
    }
}
