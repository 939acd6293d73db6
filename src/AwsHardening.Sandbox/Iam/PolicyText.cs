using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Iam;

/// <summary>Policy documents as callers send them: checked for IAM's grammar, kept as they came.</summary>
internal static class PolicyText
{
    // Quota "Role trust policy length", white space not counted.
    private const int TrustQuota = 2048;

    private static readonly string[] s_versions = ["2012-10-17", "2008-10-17"];

    private static readonly string[] s_statementMembers =
        ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

    /// <summary>A policy that says what its holder may do.</summary>
    public static string Identity(string text) => Check(text, isTrust: false);

    /// <summary>A policy that says who may assume a role.</summary>
    public static string Trust(string text) => Size(Check(text, isTrust: true)) <= TrustQuota ? text
        : throw IamErrors.LimitExceeded($"Cannot exceed quota for ACLSizePerRole: {TrustQuota}");

    /// <summary>The document as IAM answers it (RFC 3986).</summary>
    public static string Encode(string text) => Uri.EscapeDataString(text);

    /// <summary>The size that counts against quotas: white space does not.</summary>
    public static int Size(string text) => text.Count(letter => !char.IsWhiteSpace(letter));

    public static IEnumerable<JsonObject> Statements(string text) => JsonNode.Parse(text)!["Statement"] switch
    {
        JsonArray many => many.OfType<JsonObject>(),
        JsonObject one => [one],
        _ => [],
    };

    private static string Check(string text, bool isTrust)
    {
        JsonNode? document;
        try
        {
            document = JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw IamErrors.Malformed("This policy contains invalid Json");
        }

        if (document is not JsonObject policy || policy["Statement"] is not (JsonArray { Count: > 0 } or JsonObject)
            || policy.Any(member => member.Key is not ("Version" or "Id" or "Statement"))
            || (policy["Version"] is { } version && !s_versions.Contains((string?)version)))
        {
            throw IamErrors.Malformed("Syntax errors in policy.");
        }

        foreach (var statement in Statements(text))
        {
            CheckStatement(statement, isTrust);
        }

        return text;
    }

    private static void CheckStatement(JsonObject statement, bool isTrust)
    {
        if (statement.Any(member => !s_statementMembers.Contains(member.Key))
            || (string?)statement["Effect"] is not ("Allow" or "Deny")
            || HasBoth(statement, "Action") || HasBoth(statement, "Resource") || HasBoth(statement, "Principal"))
        {
            throw IamErrors.Malformed("Syntax errors in policy.");
        }

        if (!HasOne(statement, "Action"))
        {
            throw IamErrors.Malformed("Policy statement must contain actions.");
        }

        if (isTrust ? HasOne(statement, "Resource") : HasOne(statement, "Principal"))
        {
            throw IamErrors.Malformed(isTrust ? "Has prohibited field Resource" : "Policy document should not specify a principal.");
        }

        if (!HasOne(statement, isTrust ? "Principal" : "Resource"))
        {
            throw IamErrors.Malformed(isTrust
                ? "AssumeRole policy must contain principals." : "Policy statement must contain resources.");
        }
    }

    private static bool HasOne(JsonObject statement, string member) => statement.ContainsKey(member) || statement.ContainsKey("Not" + member);

    private static bool HasBoth(JsonObject statement, string member) => statement.ContainsKey(member) && statement.ContainsKey("Not" + member);
}
