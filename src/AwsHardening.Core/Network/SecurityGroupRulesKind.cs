using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Network;

/// <summary>
/// Rules of a security group, read back and compared by content. Only the rules that a change took away or put there
/// count: what others do to the rest of the group is no drift of the change.
/// </summary>
internal sealed class SecurityGroupRulesKind : IResourceKind
{
    private const string List = "SecurityGroupRules";

    public string ResourceType => SecurityGroupChange.ResourceType;

    public async Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken)
    {
        var rules = await new AccountView(session, cancellationToken).SecurityGroupRules([change.ResourceId]);
        return new JsonObject
        {
            [List] = new JsonArray([.. rules.Value.Select(Ec2Projection.Rule).Select(RuleContent.Whole)]),
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

    public IReadOnlyList<string> Drift(ResourceChange change, JsonObject present)
    {
        List<string> differences = [];
        foreach (var left in Rules(change.After))
        {
            if (Find(present, left) is not { } now)
            {
                differences.Add($"the rule {Describe(left)} is gone");
                continue;
            }

            Compare(differences, left, now, "Description", "description");
            Compare(differences, left, now, "Tags", "tags");
        }

        differences.AddRange(Rules(change.Before).Where(taken => Find(present, taken) is not null)
            .Select(taken => $"the rule {Describe(taken)} is there again"));
        return differences;
    }

    public IReadOnlyDictionary<string, string> PresentIds(ResourceChange change, JsonObject present) =>
        Rules(change.After)
            .Select(left => (Name: Id(left), Now: Find(present, left)))
            .Where(pair => pair.Now is not null)
            .ToDictionary(pair => pair.Name, pair => Id(pair.Now!));

    public bool LeansOn(ResourceChange later, ResourceChange change, IdMap ids) =>
        later.After[SecurityGroupChange.LeansOn] is JsonArray leansOn
        && leansOn.Select(id => ids.Resolve(id!.GetValue<string>())).Intersect(Rules(change.After).Select(rule => ids.Resolve(Id(rule)))).Any();

    private static void Compare(List<string> differences, JsonObject left, JsonObject now, string member, string word)
    {
        var (before, after) = (left[member]?.ToJsonString() ?? "", now[member]?.ToJsonString() ?? "");
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
