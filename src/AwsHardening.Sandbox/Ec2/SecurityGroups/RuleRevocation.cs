using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>RevokeSecurityGroupIngress and RevokeSecurityGroupEgress, by rule id or by content.</summary>
internal static class RuleRevocation
{
    public static JsonObject Revoke(Ec2Call call, bool isEgress)
    {
        var group = GroupResolver.Target(call);
        var ids = call.Input.Texts("SecurityGroupRuleIds");
        var byContent = call.Input.Items("IpPermissions").Count > 0 || call.Input.Has("IpProtocol");
        if (ids.Count > 0 == byContent)
        {
            throw byContent
                ? Ec2Errors.InvalidCombination("The parameter ipPermissions cannot be used with the parameter securityGroupRuleIds")
                : new AwsErrorException(
                    "MissingParameter", "Either 'ipPermissions' or 'securityGroupRuleIds' should be provided.");
        }

        var (rules, unknown) = byContent ? ByContent(call, group, isEgress) : (ById(call, group, isEgress, ids), []);
        call.StopIfDryRun();
        rules.ForEach(group.Remove);
        return Json.Of(
            ("Return", true),
            ("UnknownIpPermissions", unknown),
            ("RevokedSecurityGroupRules", Json.List(rules.Select(rule => rule.RevokedShape()))));
    }

    /// <summary>The rules with these ids; one of another group or the other direction is as good as none.</summary>
    public static List<SecurityGroupRule> ById(
        Ec2Call call, SecurityGroup group, bool? isEgress, IReadOnlyCollection<string> ids)
    {
        var rules = ids.Distinct(StringComparer.Ordinal).Select(call.Region.Rules.Get).ToList();
        return rules.Find(rule => rule.Group != group || (isEgress ?? rule.IsEgress) != rule.IsEgress) is { } foreign
            ? throw ResourceKind.SecurityGroupRule.NotFound(foreign.Id)
            : rules;
    }

    /// <summary>The rules with this content. In the default VPC an unknown one is reported; in others it is an error.</summary>
    public static (List<SecurityGroupRule> Rules, JsonArray Unknown) ByContent(Ec2Call call, SecurityGroup group, bool isEgress)
    {
        // A stale rule must be revocable, so a group need not exist here.
        var asked = RuleReader.Read(call.Input, pair => (GroupResolver.PairId(group, pair), null), _ => { });
        var found = asked.ConvertAll(rule => group.Find(new RuleKey(isEgress, rule.Traffic, rule.Source)));
        if (found.Contains(null) && !group.Vpc.IsDefault)
        {
            throw NotFound();
        }

        var unknown = asked.Where((_, at) => found[at] is null)
            .Select(rule => new SecurityGroupRule("", group, isEgress, rule));
        return ([.. found.OfType<SecurityGroupRule>().Distinct()], IpPermissions.Shape(unknown));
    }

    public static AwsErrorException NotFound() =>
        new("InvalidPermission.NotFound", "The specified rule does not exist in this security group.");
}
