using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Network;

/// <summary>
/// Rules of a security group, read back and compared by content. Only the rules that a change took away or put there
/// count: what others do to the rest of the group is no drift of the change.
/// </summary>
internal sealed class SecurityGroupRulesKind : IResourceKind, INetworkKind
{
    private const string List = "SecurityGroupRules";

    public string ResourceType => SecurityGroupChange.ResourceType;

    public IReadOnlyList<string> RequiredActions { get; } =
    [
        "ec2:DescribeSecurityGroups", "ec2:DescribeSecurityGroupRules", "ec2:AuthorizeSecurityGroupIngress",
        "ec2:RevokeSecurityGroupIngress", "ec2:AuthorizeSecurityGroupEgress", "ec2:RevokeSecurityGroupEgress", "ec2:CreateTags",
    ];

    public async Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken)
    {
        var rules = await new AccountView(session, cancellationToken).SecurityGroupRules([change.ResourceId]);
        var known = rules.IsKnown
            ? rules.Value
            : throw new UnreadFactException(rules.Reason!) { What = "the security group rules", IamAction = "ec2:DescribeSecurityGroupRules" };
        return new JsonObject
        {
            [List] = new JsonArray([.. known.Select(Ec2Projection.Rule).Select(RuleContent.Whole)]),
        };
    }

    public CallEffect Effect(ApiCall call, JsonObject present, IdMap ids)
    {
        if (call.Creates.Count > 0)
        {
            return CreatedIds.Find(call, present) is { } found ? new CallEffect(true, found) : CallEffect.None;
        }

        var revoked = ((JsonArray)((JsonObject)ids.Resolve(call.Parameters)!)["SecurityGroupRuleIds"]!)
            .Select(id => id!.GetValue<string>()).ToHashSet();
        return Rules(present).Any(rule => revoked.Contains(Id(rule)))
            ? CallEffect.None
            : new CallEffect(true, new Dictionary<string, string>());
    }

    public IReadOnlyList<string> Drift(ResourceChange change, JsonObject present) =>
        Differences(expected: change.After, absent: change.Before, present, "again");

    public IReadOnlyList<string> DriftBefore(ResourceChange change, JsonObject present, IdMap ids)
    {
        // A change that only revokes is safe as long as the rule that takes over is still there.
        var there = Rules(present).Select(Id).ToHashSet();
        var gone = (change.After[SecurityGroupChange.LeansOn] as JsonArray ?? [])
            .Select(id => ids.Resolve(id!.GetValue<string>())).Where(id => !there.Contains(id));
        return
        [
            .. Differences(expected: change.Before, absent: change.After, present, "already"),
            .. gone.Select(id => $"the rule {id}, which takes over from those removed, is gone"),
        ];
    }

    public ResourceChange? Standing(ResourceChange change, JsonObject present)
    {
        Rule[] added = [.. Rules(change.After).Where(left => Same(left, Find(present, left))).Select(Parsed)];
        Rule[] removed = [.. Rules(change.Before).Where(taken => Find(present, taken) is null).Select(Parsed)];
        return added.Length + removed.Length == 0
            ? null
            : SecurityGroupChange.BuildNamed(change, Enum.Parse<RuleDirection>(change.After["Direction"]!.GetValue<string>()), removed, added, leansOn: []);

        Rule Parsed(JsonObject rule) => RuleContent.Parse(rule, change.ResourceId);
    }

    public NetworkModel Apply(NetworkModel model, ResourceChange change)
    {
        var gone = Rules(change.Before).Select(Id).ToHashSet();
        var standing = model.Rules(change.ResourceId, RuleDirection.Ingress).Concat(model.Rules(change.ResourceId, RuleDirection.Egress));
        return model.WithRules(standing.Where(rule => gone.Contains(rule.Id)), Rules(change.After).Select(rule => RuleContent.Parse(rule, change.ResourceId)));
    }

    public async Task<int> CountAsync(AccountView view) => (await view.SecurityGroups()).Value.Count;

    public IReadOnlyDictionary<string, string> PresentIds(JsonObject content, JsonObject present) =>
        Rules(content)
            .Select(left => (Name: Id(left), Now: Find(present, left)))
            .Where(pair => pair.Now is not null)
            .ToDictionary(pair => pair.Name, pair => Id(pair.Now!));

    public JsonObject? Foresee(ResourceChange change, JsonObject present)
    {
        HashSet<string> gone = [.. Rules(change.Before).Select(rule => Find(present, rule)).OfType<JsonObject>().Select(Id)];
        return new JsonObject
        {
            [List] = new JsonArray(
                [.. Rules(present).Where(rule => !gone.Contains(Id(rule))).Concat(Rules(change.After)).Select(rule => rule.DeepClone())]),
        };
    }

    // A reference on each side of a flow: either may be harmless only because the other side does not let it through.
    public bool MustBePlannedTogether(ResourceChange one, ResourceChange other) =>
        other.ResourceType == ResourceType && IsEgress(one) != IsEgress(other) && AddsReference(one) && AddsReference(other);

    private static bool AddsReference(ResourceChange change) => Rules(change.After).Any(rule => rule["ReferencedGroupInfo"] is not null);

    private static bool IsEgress(ResourceChange change) => change.After["Direction"]?.GetValue<string>() == nameof(RuleDirection.Egress);

    private static List<string> Differences(JsonObject expected, JsonObject absent, JsonObject present, string word)
    {
        List<string> differences = [];
        foreach (var left in Rules(expected))
        {
            if (Find(present, left) is not { } now)
            {
                differences.Add($"the rule {Describe(left)} is gone");
                continue;
            }

            Compare(differences, left, now, "Description", "description");
            Compare(differences, left, now, "Tags", "tags");
        }

        differences.AddRange(Rules(absent).Where(rule => Find(present, rule) is not null)
            .Select(rule => $"the rule {Describe(rule)} is there {word}"));
        return differences;
    }

    private static bool Same(JsonObject left, JsonObject? now) =>
        now is not null && Text(left, "Description") == Text(now, "Description") && Text(left, "Tags") == Text(now, "Tags");

    private static string Text(JsonObject rule, string member) => rule[member]?.ToJsonString() ?? "";

    public bool LeansOn(ResourceChange later, ResourceChange change, IdMap ids) =>
        later.After[SecurityGroupChange.LeansOn] is JsonArray leansOn
        && leansOn.Select(id => ids.Resolve(id!.GetValue<string>())).Intersect(Rules(change.After).Select(rule => ids.Resolve(Id(rule)))).Any();

    private static void Compare(List<string> differences, JsonObject left, JsonObject now, string member, string word)
    {
        var (before, after) = (Text(left, member), Text(now, member));
        if (before != after)
        {
            differences.Add($"the {word} of the rule {Describe(left)} changed from {before} to {after}");
        }
    }

    private static JsonObject? Find(JsonObject present, JsonObject rule)
    {
        var key = new JsonObject(rule.Where(pair => pair.Key is not ("SecurityGroupRuleId" or "Description" or "Tags"))
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
        return Rules(present).FirstOrDefault(candidate => CreatedIds.Holds(candidate, key));
    }

    private static IEnumerable<JsonObject> Rules(JsonObject content) => ((JsonArray)content[List]!).OfType<JsonObject>();

    private static string Id(JsonObject rule) => rule["SecurityGroupRuleId"]!.GetValue<string>();

    private static string Describe(JsonObject rule)
    {
        var direction = rule["IsEgress"]!.GetValue<bool>() ? "to" : "from";
        var source = rule["CidrIpv4"] ?? rule["CidrIpv6"] ?? rule["PrefixListId"] ?? rule["ReferencedGroupInfo"]?["GroupId"];
        return $"{rule["IpProtocol"]} {rule["FromPort"]}-{rule["ToPort"]} {direction} {source}";
    }
}
