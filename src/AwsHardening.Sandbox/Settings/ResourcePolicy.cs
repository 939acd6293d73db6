using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Settings;

/// <summary>Policies of resources: what services take for one, and those that they write a statement at a time.</summary>
internal static class ResourcePolicy
{
    /// <summary>True for JSON whose statements say whom they are about (IAM User Guide: Identity-based policies and resource-based policies).</summary>
    public static bool IsPolicy(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject { Count: > 0 } policy && policy["Statement"] is JsonObject or JsonArray { Count: > 0 }
                && Iam.PolicyText.Statements(text).All(statement => (string?)statement["Effect"] is "Allow" or "Deny"
                    && (statement["Principal"] ?? statement["NotPrincipal"]) is not null && (statement["Action"] ?? statement["NotAction"]) is not null);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>A policy with one more statement.</summary>
    public static string With(string? policy, string id, JsonObject statement)
    {
        var document = policy is null ? new JsonObject { ["Version"] = "2012-10-17", ["Id"] = id, ["Statement"] = new JsonArray() } : (JsonObject)JsonNode.Parse(policy)!;
        document["Statement"] = new JsonArray([.. document.Items("Statement").Select(one => one.DeepClone()), statement]);
        return document.ToJsonString();
    }

    /// <summary>A policy without a statement; null where none is left.</summary>
    public static string? Without(string policy, string sid)
    {
        var document = (JsonObject)JsonNode.Parse(policy)!;
        JsonNode[] rest = [.. document.Items("Statement").Where(one => one.Text("Sid") != sid).Select(one => one.DeepClone())];
        document["Statement"] = new JsonArray(rest);
        return rest.Length == 0 ? null : document.ToJsonString();
    }

    /// <summary>True where a policy has a statement of that name.</summary>
    public static bool Has(string? policy, string sid) => policy is not null && Iam.PolicyText.Statements(policy).Any(one => one.Text("Sid") == sid);

    /// <summary>A condition, beside others that there are.</summary>
    public static void Hold(JsonObject statement, string test, string key, string? value)
    {
        if (value is not null)
        {
            var conditions = (JsonObject)(statement["Condition"] ??= new JsonObject());
            ((JsonObject)(conditions[test] ??= new JsonObject()))[key] = value;
        }
    }
}
