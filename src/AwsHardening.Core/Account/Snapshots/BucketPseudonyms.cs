using System.Text.Json.Nodes;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>Replaces what would tell whose bucket it is: its name, prefixes, names of rules, tag values, and whom its policy names.</summary>
internal sealed class BucketPseudonyms(Pseudonyms names, PolicyPseudonyms policies)
{
    public JsonObject Replace(JsonObject bucket) => new(bucket.Select(member => KeyValuePair.Create(member.Key, (JsonNode?)(member.Key switch
    {
        "Name" => JsonValue.Create(names.Bucket((string)member.Value!)),
        "Policy" => JsonValue.Create(policies.Document((string)member.Value!)),
        "Acl" => Setting("", member.Value),
        "LifecycleConfiguration" or "ServerSideEncryptionConfiguration" => Setting("", member.Value),
        _ => names.Replace(member.Key, member.Value),
    }))));

    private JsonNode? Setting(string member, JsonNode? node) => node switch
    {
        JsonObject json => new JsonObject(json.Select(pair => KeyValuePair.Create(pair.Key, Setting(pair.Key, pair.Value)))),
        JsonArray array => new JsonArray([.. array.Select(element => Setting(member, element))]),
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(member switch
        {
            // The rule that this module looks for is no secret.
            "ID" => text == HardenedBucket.LifecycleRuleId ? text : names.Name(text),
            "Prefix" => policies.Key(text),
            "Value" or "DisplayName" or "EmailAddress" => names.Name(text),
            "KMSMasterKeyID" => text.StartsWith("alias/", StringComparison.Ordinal)
                ? $"alias/{names.Name(text["alias/".Length..])}" : policies.Arn(text),
            _ => text,
        }),
        _ => node?.DeepClone(),
    };
}
