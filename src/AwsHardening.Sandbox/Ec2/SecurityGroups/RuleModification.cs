using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>ModifySecurityGroupRules: rules keep their ids and get new content, all or none.</summary>
internal static class RuleModification
{
    public static JsonObject Modify(Ec2Call call)
    {
        var group = call.Region.SecurityGroups.Get(call.Input.Required("GroupId"));
        var updates = call.Input.Items("SecurityGroupRules");
        if (updates.Count == 0)
        {
            throw Ec2Errors.MissingParameter("SecurityGroupRules");
        }

        var changes = updates.ConvertAll(update => Change(call, group, update));
        if (changes.DistinctBy(change => change.Rule).Count() < changes.Count)
        {
            throw Ec2Errors.InvalidValue("The same security group rule must not appear multiple times");
        }

        CheckDuplicates(group, changes);
        CheckQuota(call, group, changes);
        call.StopIfDryRun();
        group.Change(changes);
        return Json.Done();
    }

    private static (SecurityGroupRule Rule, RuleSpec Content) Change(Ec2Call call, SecurityGroup group, Ec2Input update)
    {
        var rule = RuleRevocation.ById(call, group, null, [update.Required("SecurityGroupRuleId")])[0];
        var asked = update.Item("SecurityGroupRule") ?? throw Ec2Errors.MissingParameter("SecurityGroupRule");
        var (source, reference) = Source(call, group, asked);
        if (source.Kind != rule.Source.Kind)
        {
            throw Ec2Errors.InvalidCombination(
                $"The type of source or destination of the security group rule '{rule.Id}' cannot be changed.");
        }

        var description = RuleReader.Description(asked.Text("Description"));
        return (rule, new RuleSpec(IpTraffic.Read(asked), source, description) { Reference = reference });
    }

    private static (RuleSource Source, GroupReference? Reference) Source(Ec2Call call, SecurityGroup group, Ec2Input asked)
    {
        var given = new[] { "CidrIpv4", "CidrIpv6", "PrefixListId", "ReferencedGroupId" }.Where(asked.Has).ToList();
        if (given.Count != 1)
        {
            throw given.Count == 0
                ? Ec2Errors.MissingParameter("CidrIpv4, CidrIpv6, PrefixListId or ReferencedGroupId")
                : Ec2Errors.InvalidCombination($"Only one of {string.Join(", ", given)} may be specified.");
        }

        var value = asked.Required(given[0]);
        switch (given[0])
        {
            case "CidrIpv4":
                return (RuleSource.Range(value, ipv6: false), null);
            case "CidrIpv6":
                return (RuleSource.Range(value, ipv6: true), null);
            case "PrefixListId":
                return (RuleSource.PrefixList(call.Region.PrefixLists.Get(value).Id), null);
            default:
                var (id, reference) = GroupResolver.Peer(call, group, new Ec2Input(Json.Of(("GroupId", value))));
                return (RuleSource.Group(id), reference);
        }
    }

    private static void CheckDuplicates(SecurityGroup group, List<(SecurityGroupRule Rule, RuleSpec Content)> changes)
    {
        var changing = changes.Select(change => change.Rule).ToHashSet();
        var keys = new HashSet<RuleKey>();
        foreach (var (rule, content) in changes)
        {
            var key = new RuleKey(rule.IsEgress, content.Traffic, content.Source);
            if (!keys.Add(key) || (group.Find(key) is { } other && !changing.Contains(other)))
            {
                throw RuleAuthorization.Duplicate(key);
            }
        }
    }

    private static void CheckQuota(
        Ec2Call call, SecurityGroup group, List<(SecurityGroupRule Rule, RuleSpec Content)> changes)
    {
        var after = changes.ToDictionary(change => change.Rule, change => change.Content.Source);
        foreach (var direction in group.Rules.GroupBy(rule => rule.IsEgress))
        {
            RuleQuota.Check(call, direction.Select(rule => after.GetValueOrDefault(rule, rule.Source)));
        }
    }
}
