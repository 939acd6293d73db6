using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>Replaces what would tell whose roles, keys, log groups and managed instances those of a snapshot are.</summary>
internal sealed class ServicePseudonyms(Pseudonyms names, PolicyPseudonyms policies, ArnPseudonyms arns)
{
    // Words of AWS's and of this module's in the preferences of sessions.
    private static readonly HashSet<string> s_preferences = new(StringComparer.Ordinal)
    {
        "schemaVersion", "sessionType", "maxSessionDuration", "idleSessionTimeout",
    };

    private const string UsualDescription = "Document to hold regional settings for Session Manager";

    /// <summary>A policy, a user, a group, a role or an instance profile.</summary>
    public JsonObject Identity(JsonObject data)
    {
        // AWS's own policies and the roles of its services are called the same in every account.
        var isAws = ((string?)data["Arn"] ?? (string?)data["PolicyArn"] ?? "").Contains(":iam::aws:", StringComparison.Ordinal)
            || ((string?)data["Path"] ?? "").StartsWith("/aws-service-role/", StringComparison.Ordinal);
        return Members(data, (member, value) => member switch
        {
            "RoleName" or "InstanceProfileName" or "PolicyName" or "UserName" or "GroupName" => isAws ? value.DeepClone() : Text(value, names.Own),
            "Description" when isAws => value.DeepClone(),
            "SerialNumber" => Text(value, text => text.StartsWith("arn:", StringComparison.Ordinal) ? policies.Arn(text) : names.Name(text)),
            "AccessKeyId" => Text(value, names.AccessKey),
            "Roles" or "Groups" => new JsonArray([.. ((JsonArray)value).Select(name => Text(name!, names.Own))]),
            "Path" => Text(value, arns.Path),
            "AssumeRolePolicyDocument" or "PolicyDocument" or "Document" => Text(value, policies.Document),
            "Arn" or "PolicyArn" or "PermissionsBoundaryArn" => Text(value, policies.Arn),
            "PermissionsBoundary" or "LoginProfile" => Identity((JsonObject)value),
            "Policies" or "AttachedPolicies" or "AccessKeys" or "MFADevices" => new JsonArray([.. ((JsonArray)value).Select(item => Identity((JsonObject)item!))]),
            _ => names.Replace(member, value),
        });
    }

    /// <summary>A KMS key or an alias.</summary>
    public JsonObject Key(JsonObject data) => Members(data, (member, value) => member switch
    {
        "Policy" => Text(value, policies.Document),
        "AliasName" => Text(value, arns.Alias),
        "Arn" or "AliasArn" => Text(value, policies.Arn),
        "Description" when (string?)data["KeyManager"] == "AWS" => value.DeepClone(),
        "Tags" => new JsonArray([.. ((JsonArray)value).Select(tag => Members((JsonObject)tag!, (name, text) =>
            name == "TagValue" ? Text(text, names.Name) : text.DeepClone()))]),
        _ => names.Replace(member, value),
    });

    /// <summary>A log group.</summary>
    public JsonObject LogGroup(JsonObject data) => Members(data, (member, value) => member switch
    {
        "logGroupName" => Text(value, names.Pattern),
        "arn" or "logGroupArn" or "kmsKeyId" => Text(value, policies.Arn),
        "tags" => Members((JsonObject)value, (_, text) => Text(text, names.Name)),
        _ => names.Replace(member, value),
    });

    /// <summary>What Systems Manager says: of an instance, of sessions, of its settings.</summary>
    public JsonObject Managed(JsonObject data) => Members(data, (member, value) => member switch
    {
        "Versions" => new JsonArray([.. ((JsonArray)value).Select(version => Members((JsonObject)version!, (name, text) =>
            name == "Content" ? Text(text, Preferences) : text.DeepClone()))]),
        // Called as AWS asks it to be.
        "Name" when data.ContainsKey("Versions") => value.DeepClone(),
        "Name" => Text(value, names.Name),
        "IamRole" or "SettingValue" => Text(value, text => text is "" or "$None" ? text : arns.PathAndName(text)),
        _ => names.Replace(member, value),
    });

    private string Preferences(string content)
    {
        try
        {
            return Preference("", JsonNode.Parse(content))!.ToJsonString();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // In YAML, or broken: the embedded account does not read it either.
            return names.Name(content);
        }
    }

    private JsonNode? Preference(string member, JsonNode? node) => node switch
    {
        JsonObject json => new JsonObject(json.Select(pair => KeyValuePair.Create(pair.Key, Preference(pair.Key, pair.Value)))),
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(
            text.Length == 0 || s_preferences.Contains(member) || text == UsualDescription ? text : member switch
            {
                "s3BucketName" => names.Bucket(text),
                "s3KeyPrefix" => policies.Key(text),
                "kmsKeyId" => text.StartsWith("alias/", StringComparison.Ordinal) ? arns.Alias(text)
                    : text.StartsWith("arn:", StringComparison.Ordinal) ? policies.Arn(text) : text,
                _ => names.Name(text),
            }),
        _ => node?.DeepClone(),
    };

    private static JsonObject Members(JsonObject data, Func<string, JsonNode, JsonNode?> replace) =>
        new(data.Select(pair => KeyValuePair.Create(pair.Key, pair.Value is null ? null : replace(pair.Key, pair.Value))));

    private static JsonValue Text(JsonNode value, Func<string, string> replace) => JsonValue.Create(replace((string)value!));
}
