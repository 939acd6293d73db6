using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>UpdateSecurityGroupRuleDescriptionsIngress and …Egress: an absent description removes the old one.</summary>
internal static class RuleDescriptions
{
    public static JsonObject Update(Ec2Call call, bool isEgress)
    {
        var group = GroupResolver.Target(call);
        var byId = call.Input.Items("SecurityGroupRuleDescriptions");
        var byContent = call.Input.Items("IpPermissions").Count > 0;
        if (byId.Count > 0 == byContent)
        {
            throw byContent
                ? Ec2Errors.InvalidCombination(
                    "The parameter ipPermissions cannot be used with the parameter securityGroupRuleDescriptions")
                : Ec2Errors.MissingParameter("ipPermissions or securityGroupRuleDescriptions");
        }

        var updates = byContent ? ByContent(call, group, isEgress) : byId.ConvertAll(item =>
        {
            var id = item.Required("SecurityGroupRuleId");
            return (RuleRevocation.ById(call, group, isEgress, [id])[0], RuleReader.Description(item.Text("Description")));
        });
        call.StopIfDryRun();
        foreach (var (rule, description) in updates)
        {
            rule.Content = rule.Content with { Description = description };
        }

        return Json.Done();
    }

    private static List<(SecurityGroupRule Rule, string? Description)> ByContent(
        Ec2Call call, SecurityGroup group, bool isEgress) =>
        RuleReader.Read(call.Input, pair => (GroupResolver.PairId(group, pair), null), _ => { }).ConvertAll(asked =>
            (group.Find(new RuleKey(isEgress, asked.Traffic, asked.Source)) ?? throw RuleRevocation.NotFound(), asked.Description));
}
