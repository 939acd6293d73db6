using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.S3;

/// <summary>What S3 checks of a bucket policy, and what makes it public (Amazon S3 User Guide: The meaning of "public").</summary>
internal static class BucketPolicy
{
    private const int MaxBytes = 20 * 1024;

    // A fixed value of one of these keys tells whom the policy lets in.
    private static readonly HashSet<string> s_narrowing = new(StringComparer.OrdinalIgnoreCase)
    {
        "aws:SourceIp", "aws:SourceArn", "aws:SourceVpc", "aws:SourceVpce", "aws:SourceOwner", "aws:SourceAccount", "aws:userid",
        "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalAccount", "aws:PrincipalArn", "s3:DataAccessPointAccount",
        "s3:DataAccessPointArn", "s3:x-amz-server-side-encryption-aws-kms-key-id",
    };

    private static readonly HashSet<string> s_operators = new(StringComparer.OrdinalIgnoreCase)
    {
        "StringEquals", "StringLike", "StringEqualsIgnoreCase", "ArnEquals", "ArnLike", "IpAddress",
        "ForAnyValue:StringEquals", "ForAnyValue:StringLike",
    };

    /// <exception cref="AwsErrorException">MalformedPolicy.</exception>
    public static void Check(string policy, Bucket bucket)
    {
        if (Encoding.UTF8.GetByteCount(policy) > MaxBytes)
        {
            throw S3Errors.MalformedPolicy("Policy exceeds the maximum allowed document size.");
        }

        var document = Parse(policy) ?? throw S3Errors.MalformedPolicy("Policies must be valid JSON and the first byte must be '{'");
        var statements = Statements(document);
        if (statements.Length == 0)
        {
            throw S3Errors.MalformedPolicy("Missing required field Statement");
        }

        foreach (var statement in statements)
        {
            Check(statement, bucket);
        }
    }

    /// <summary>True when it lets in whoever asks.</summary>
    public static bool IsPublic(string policy) => Statements(Parse(policy)!).Any(statement =>
        (string?)statement["Effect"] == "Allow" && IsForEverybody(statement["Principal"]) && !IsNarrowed(statement["Condition"]));

    private static void Check(JsonObject statement, Bucket bucket)
    {
        if ((string?)statement["Effect"] is not ("Allow" or "Deny"))
        {
            throw S3Errors.MalformedPolicy($"Invalid effect: {statement["Effect"]}");
        }

        if (statement["Principal"] is null && statement["NotPrincipal"] is null)
        {
            throw S3Errors.MalformedPolicy("Missing required field Principal");
        }

        var actions = Texts(statement["Action"] ?? statement["NotAction"]);
        if (actions.Length == 0 || Array.Exists(actions, a => a != "*" && !a.StartsWith("s3:", StringComparison.OrdinalIgnoreCase)))
        {
            throw S3Errors.MalformedPolicy("Policy has invalid action");
        }

        var resources = Texts(statement["Resource"] ?? statement["NotResource"]);
        if (resources.Length == 0
            || Array.Exists(resources, r => r != bucket.Arn && !r.StartsWith($"{bucket.Arn}/", StringComparison.Ordinal)))
        {
            throw S3Errors.MalformedPolicy("Policy has invalid resource");
        }
    }

    private static bool IsForEverybody(JsonNode? principal) => principal switch
    {
        JsonObject named => Texts(named["AWS"]).Contains("*"),
        null => false,
        _ => Texts(principal).Contains("*"),
    };

    private static bool IsNarrowed(JsonNode? condition) => condition is JsonObject operators && operators
        .Where(one => s_operators.Contains(one.Key)).SelectMany(one => one.Value!.AsObject())
        .Any(test => s_narrowing.Contains(test.Key) && Texts(test.Value) is { Length: > 0 } values && Array.TrueForAll(values, IsFixed));

    private static bool IsFixed(string value) =>
        value.AsSpan().IndexOfAny('*', '?') < 0 && !value.Contains("${", StringComparison.Ordinal)
        && !value.EndsWith("/0", StringComparison.Ordinal);

    private static JsonObject? Parse(string policy)
    {
        try
        {
            return policy.StartsWith('{') ? JsonNode.Parse(policy) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonObject[] Statements(JsonObject document) => document["Statement"] switch
    {
        JsonArray many => [.. many.OfType<JsonObject>()],
        JsonObject one => [one],
        _ => [],
    };

    private static string[] Texts(JsonNode? node) => node switch
    {
        JsonArray many => [.. many.Select(text => text!.ToString())],
        JsonValue one => [one.ToString()],
        _ => [],
    };
}
