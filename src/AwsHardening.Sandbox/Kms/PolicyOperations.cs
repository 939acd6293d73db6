using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Kms;

/// <summary>The one policy that a key has, by the name <c>default</c>.</summary>
internal static class PolicyOperations
{
    public static void Register(Dictionary<string, Func<KmsCall, JsonObject>> operations)
    {
        operations["GetKeyPolicy"] = call => new JsonObject { ["Policy"] = call.Key().Policy, ["PolicyName"] = "default" };
        operations["ListKeyPolicies"] = call => Pages.Cut(call, "PolicyNames", [call.Key()], _ => JsonValue.Create("default"));
        operations["PutKeyPolicy"] = Put;
    }

    /// <summary>The policy of a key that was made without one: the account decides, by its IAM policies.</summary>
    public static string Default(KmsCall call) => new JsonObject
    {
        ["Version"] = "2012-10-17",
        ["Id"] = "key-default-1",
        ["Statement"] = new JsonArray(new JsonObject
        {
            ["Sid"] = "Enable IAM User Permissions",
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject
            {
                ["AWS"] = $"arn:{AwsPartition.OfRegion(call.Region).Name}:iam::{call.State.Options.AccountId}:root",
            },
            ["Action"] = "kms:*",
            ["Resource"] = "*",
        }),
    }.ToJsonString();

    private static JsonObject Put(KmsCall call)
    {
        var (key, policy) = (call.OwnKey(), call.Text("Policy")!);
        try
        {
            key.Policy = JsonNode.Parse(policy) is JsonObject ? policy : throw new JsonException();
        }
        catch (JsonException)
        {
            throw new AwsErrorException("MalformedPolicyDocumentException", "Policy is not valid JSON");
        }

        return [];
    }
}
