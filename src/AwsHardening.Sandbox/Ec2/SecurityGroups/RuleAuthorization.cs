using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>AuthorizeSecurityGroupIngress and AuthorizeSecurityGroupEgress: all rules of a request, or none.</summary>
internal static class RuleAuthorization
{
    public static JsonObject Authorize(Ec2Call call, bool isEgress)
    {
        var group = GroupResolver.Target(call);
        var rules = RuleReader.Read(
            call.Input, pair => GroupResolver.Peer(call, group, pair), id => call.Region.PrefixLists.Get(id));
        if (rules.Count == 0)
        {
            throw Ec2Errors.MissingParameter("ipPermissions");
        }

        var keys = rules.ConvertAll(rule => new RuleKey(isEgress, rule.Traffic, rule.Source));
        if (keys.Distinct().Count() < keys.Count)
        {
            throw Ec2Errors.InvalidValue("The same permission must not appear multiple times");
        }

        foreach (var key in keys.Where(key => group.Find(key) is not null))
        {
            throw Duplicate(key);
        }

        RuleQuota.Check(call, group.Rules.Where(rule => rule.IsEgress == isEgress).Select(rule => rule.Source)
            .Concat(rules.Select(rule => rule.Source)));
        var tags = call.NewTags(ResourceKind.SecurityGroupRule);
        call.StopIfDryRun();
        var added = rules.ConvertAll(rule => group.Add(call, isEgress, rule));
        added.ForEach(rule => rule.SetTags(tags));
        return Json.Of(("Return", true), ("SecurityGroupRules", Json.List(added.Select(rule => rule.Shape()))));
    }

    public static AwsErrorException Duplicate(RuleKey key) => new(
        "InvalidPermission.Duplicate",
        $"the specified rule \"peer: {key.Source.Value}, {key.Traffic.Describe()}, ALLOW\" already exists");
}
