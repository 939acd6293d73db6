using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>A security group, its rules by content, and the interfaces inside.</summary>
internal sealed class SecurityGroup(string id, string name, string description, Vpc vpc)
    : Ec2Resource(ResourceKind.SecurityGroup, id)
{
    private readonly Dictionary<RuleKey, SecurityGroupRule> _byKey = [];
    private readonly SortedDictionary<long, SecurityGroupRule> _inOrder = [];

    public string Name { get; } = name;

    public string Description { get; } = description;

    public Vpc Vpc { get; } = vpc;

    public bool IsDefault => Name == "default";

    public IReadOnlyCollection<SecurityGroupRule> Rules => _inOrder.Values;

    /// <summary>The interfaces inside.</summary>
    public HashSet<NetworkInterface> Members { get; } = [];

    public string Arn => Vpc.Region.Arn("security-group", Id);

    public SecurityGroupRule? Find(RuleKey key) => _byKey.GetValueOrDefault(key);

    public SecurityGroupRule Add(Ec2Call call, bool isEgress, RuleSpec content) =>
        Add(call.NewId(ResourceKind.SecurityGroupRule), isEgress, content);

    public SecurityGroupRule Add(string ruleId, bool isEgress, RuleSpec content)
    {
        var rule = Vpc.Region.Rules.Add(new SecurityGroupRule(ruleId, this, isEgress, content));
        _inOrder.Add(rule.Sequence, rule);
        Index(rule);
        return rule;
    }

    public void Remove(SecurityGroupRule rule)
    {
        Unindex(rule);
        _inOrder.Remove(rule.Sequence);
        Vpc.Region.Rules.Remove(rule);
    }

    /// <summary>Gives rules new content, all at once, so that two rules can also swap theirs.</summary>
    public void Change(IReadOnlyCollection<(SecurityGroupRule Rule, RuleSpec Content)> changes)
    {
        foreach (var (rule, _) in changes)
        {
            Unindex(rule);
        }

        foreach (var (rule, content) in changes)
        {
            rule.Content = content;
            Index(rule);
        }
    }

    public JsonObject Shape() => Json.Of(
        ("GroupId", Id),
        ("GroupName", Name),
        ("Description", Description),
        ("VpcId", Vpc.Id),
        ("OwnerId", Vpc.Region.State.Options.AccountId),
        ("SecurityGroupArn", Arn),
        ("IpPermissions", IpPermissions.Shape(Rules.Where(rule => !rule.IsEgress))),
        ("IpPermissionsEgress", IpPermissions.Shape(Rules.Where(rule => rule.IsEgress))),
        ("Tags", TagList()));

    private void Index(SecurityGroupRule rule)
    {
        _byKey.Add(rule.Key, rule);
        if (rule.Source.Kind == SourceKind.Group)
        {
            var references = Vpc.Region.References;
            if (!references.TryGetValue(rule.Source.Value, out var rules))
            {
                references.Add(rule.Source.Value, rules = []);
            }

            rules.Add(rule);
        }
    }

    private void Unindex(SecurityGroupRule rule)
    {
        _byKey.Remove(rule.Key);
        if (rule.Source.Kind == SourceKind.Group)
        {
            Vpc.Region.References[rule.Source.Value].Remove(rule);
        }
    }
}
