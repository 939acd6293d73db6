using System.IO.Enumeration;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.S3;

/// <summary>Whether a bucket's policy lets another AWS service in: that service's own calls are the only ones that are judged.</summary>
internal static class ServicePolicy
{
    /// <summary>True when a statement allows the call and none denies it.</summary>
    /// <param name="policy">The policy, or null for none.</param>
    /// <param name="service">The service principal, such as <c>cloudtrail.amazonaws.com</c>.</param>
    /// <param name="action">Such as <c>s3:PutObject</c>.</param>
    /// <param name="resource">The ARN of the bucket or object.</param>
    /// <param name="context">The condition keys of the call.</param>
    public static bool Allows(
        string? policy, string service, string action, string resource, IReadOnlyDictionary<string, string> context)
    {
        if (policy is null || JsonNode.Parse(policy) is not JsonObject document)
        {
            return false;
        }

        JsonObject[] statements = document["Statement"] switch
        {
            JsonArray many => [.. many.OfType<JsonObject>()],
            JsonObject one => [one],
            _ => [],
        };
        var applying = statements.Where(s => Names(s["Principal"], service) && Matches(s, "Action", action)
            && Matches(s, "Resource", resource) && Holds(s["Condition"] as JsonObject, context)).ToArray();
        return applying.Any(s => (string?)s["Effect"] == "Allow") && !applying.Any(s => (string?)s["Effect"] == "Deny");
    }

    private static bool Names(JsonNode? principal, string service) => principal switch
    {
        JsonObject named => Texts(named["Service"]).Contains(service) || Texts(named["AWS"]).Contains("*"),
        _ => Texts(principal).Contains("*"),
    };

    private static bool Matches(JsonObject statement, string member, string value) => statement[$"Not{member}"] is { } not
        ? !Texts(not).Any(pattern => Like(pattern, value))
        : Texts(statement[member]).Any(pattern => Like(pattern, value));

    private static bool Holds(JsonObject? condition, IReadOnlyDictionary<string, string> context) =>
        condition is null || condition.All(one => one.Value is JsonObject tests && tests.All(test => Holds(one.Key, test.Key, Texts(test.Value), context)));

    private static bool Holds(string @operator, string key, string[] values, IReadOnlyDictionary<string, string> context)
    {
        var optional = @operator.EndsWith("IfExists", StringComparison.OrdinalIgnoreCase);
        var name = optional ? @operator[..^"IfExists".Length] : @operator;
        var known = context.FirstOrDefault(pair => pair.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value;
        if (known is null)
        {
            return optional || name.Contains("Not", StringComparison.Ordinal);
        }

        return name switch
        {
            "StringEquals" => values.Contains(known),
            "StringNotEquals" => !values.Contains(known),
            "StringLike" or "ArnLike" or "ArnEquals" => Array.Exists(values, pattern => Like(pattern, known)),
            "StringNotLike" or "ArnNotLike" or "ArnNotEquals" => !Array.Exists(values, pattern => Like(pattern, known)),
            "Bool" => Array.Exists(values, value => value.Equals(known, StringComparison.OrdinalIgnoreCase)),
            _ => false,
        };
    }

    // File name patterns have a meaning for a backslash that policies do not have; none of the names here holds one.
    private static bool Like(string pattern, string value) => FileSystemName.MatchesSimpleExpression(pattern, value, ignoreCase: false);

    private static string[] Texts(JsonNode? node) => node switch
    {
        JsonArray many => [.. many.Select(text => text!.ToString())],
        JsonValue one => [one.GetValueKind() == JsonValueKind.String ? one.GetValue<string>() : one.ToJsonString()],
        _ => [],
    };
}
