using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>
/// Replaces whom and what a resource policy names, and keeps what it does: effects, actions, operators and keys of conditions,
/// wildcards, and that the same bucket, account or address has the same name everywhere.
/// </summary>
internal sealed partial class PolicyPseudonyms(Pseudonyms names, ArnPseudonyms arns)
{
    // Folders that AWS's services write logs under.
    private static readonly HashSet<string> s_folders = new(StringComparer.Ordinal)
    {
        "", "*", "AWSLogs", "CloudTrail", "CloudTrail-Digest", "CloudTrail-Insight", "Config", "elasticloadbalancing", "vpcflowlogs",
    };

    // Keys of conditions whose values are words of AWS's own.
    private static readonly string[] s_words =
    [
        "s3:x-amz-acl", "s3:x-amz-server-side-encryption", "s3:x-amz-storage-class", "s3:signatureversion", "s3:authType",
        "aws:CalledVia", "aws:PrincipalServiceName", "aws:RequestedRegion", "s3:object-lock-mode", "kms:KeySpec", "kms:KeyUsage", "kms:KeyOrigin",
    ];

    /// <summary>The policy that stands for another.</summary>
    public string Document(string text)
    {
        try
        {
            return Node("", JsonNode.Parse(text))!.ToJsonString();
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return names.Name(text);
        }
    }

    /// <summary>The ARN that stands for another.</summary>
    public string Arn(string text)
    {
        var parts = text.Split(':', 6);
        if (parts.Length < 6 || parts[0] != "arn")
        {
            return text.StartsWith("arn:", StringComparison.Ordinal) ? names.Pattern(text) : names.Accounts(text);
        }

        // AWS's own policies and identities have its word in the place of an account.
        if (parts[4] is "aws" or "cloudfront")
        {
            return text;
        }

        parts[4] = names.Accounts(parts[4]);
        parts[5] = parts is [_, _, "s3", _, "", _] ? Object(parts[5]) : arns.Resource(parts[2], parts[5]);
        return string.Join(':', parts);
    }

    /// <summary>The key or prefix of objects that stands for another.</summary>
    public string Key(string path) => string.Join('/', path.Split('/').Select(part =>
        s_folders.Contains(part) || part.Contains("${", StringComparison.Ordinal) ? part : Account(part) ?? names.Pattern(part)));

    private JsonNode? Node(string member, JsonNode? node) => node switch
    {
        JsonObject conditions when member == "Condition" => new JsonObject(conditions.Select(one => KeyValuePair.Create(
            one.Key, (JsonNode?)new JsonObject(((JsonObject)one.Value!).Select(test =>
                KeyValuePair.Create(test.Key, Texts(test.Value, text => Value(test.Key, text)))))))),
        JsonObject json => new JsonObject(json.Select(pair => KeyValuePair.Create(
            pair.Key, member is "Principal" or "NotPrincipal" ? Texts(pair.Value, text => Principal(pair.Key, text)) : Node(pair.Key, pair.Value)))),
        _ when member is "Effect" or "Action" or "NotAction" or "Version" => node?.DeepClone(),
        JsonArray list when member is "Statement" or "" => new JsonArray([.. list.Select(item => Node("", item))]),
        _ => Texts(node, text => text == "*" || text.Length == 0 ? text
            : member is "Resource" or "NotResource" ? Arn(text) : names.Name(text)),
    };

    private static JsonNode? Texts(JsonNode? node, Func<string, string> replace) => node switch
    {
        JsonArray list => new JsonArray([.. list.Select(item => Texts(item, replace))]),
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(replace(text)),
        _ => node?.DeepClone(),
    };

    private string Principal(string kind, string text) => kind switch
    {
        _ when text == "*" || kind == "Service" => text,
        "CanonicalUser" => names.CanonicalUser(text),
        "Federated" when text.EndsWith(".amazonaws.com", StringComparison.Ordinal) => text,
        _ when text.StartsWith("arn:", StringComparison.Ordinal) => Arn(text),
        // An account, or the id of a principal that is no more.
        "AWS" => Account(text) ?? text,
        _ => names.Name(text),
    };

    private string Value(string key, string text) =>
        text is "true" or "false" or "*" || IsWord(key) || IssuedId().IsMatch(text)
            || text.EndsWith(".amazonaws.com", StringComparison.Ordinal) ? text
        : Account(text) ?? names.Address(text) ?? (
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? text
            : text.StartsWith("arn:", StringComparison.Ordinal) ? Arn(text)
            : text.StartsWith("alias/", StringComparison.Ordinal) ? arns.Alias(text)
            : text.StartsWith("o-", StringComparison.Ordinal) ? names.Organization(text)
            : key.Equals("s3:prefix", StringComparison.OrdinalIgnoreCase) ? Key(text)
            : names.Pattern(text));

    private static bool IsWord(string key) => Array.Exists(s_words, word => word.Equals(key, StringComparison.OrdinalIgnoreCase));

    private string? Account(string text) => text.Length == 12 && text.All(char.IsAsciiDigit) ? names.AccountId(text) : null;

    private string Object(string resource)
    {
        var slash = resource.IndexOf('/', StringComparison.Ordinal);
        var bucket = slash < 0 ? resource : resource[..slash];
        var name = bucket == "*" ? bucket : Pseudonyms.HasWildcard(bucket) ? names.Pattern(bucket) : names.Bucket(bucket);
        return slash < 0 ? name : $"{name}/{Key(resource[(slash + 1)..])}";
    }

    [GeneratedRegex("^(?:vpc|vpce|eni|i|sg|subnet)-[0-9a-f]+$")]
    private static partial Regex IssuedId();
}
