using System.Text.Json.Nodes;

namespace AwsHardening.Core.Reporting;

/// <summary>Members that hold secrets, whatever they are members of. AWS masks most of them itself; an emulator may not.</summary>
internal static class SecretMembers
{
    private const string Instead = "(not kept)";

    /// <summary>Their names. A test holds them against the models of what is read.</summary>
    public static readonly IReadOnlySet<string> Names = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        // A header that CloudFront adds proves to an origin who asks, and variables of a stage hold what their users please.
        "HeaderValue", "StageVariableOverrides", "StageVariables", "Variables",
        "AuthToken", "ClientSecret", "Environment", "ExternalSecretRotationMetadata", "MasterUserPassword", "Password", "PrivateKey", "SecretAccessKey", "SecretString", "SessionToken", "UserData",
    };

    /// <summary>True where JSON may have such members.</summary>
    public static bool AreIn(string json) => Names.Any(name => json.Contains($"\"{name}\"", StringComparison.OrdinalIgnoreCase));

    /// <summary>The same JSON with something else in their place.</summary>
    public static string Without(string json)
    {
        var node = JsonNode.Parse(json);
        Clean(node);
        return node!.ToJsonString();
    }

    private static void Clean(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
            {
                Clean(item);
            }
        }
        else if (node is JsonObject owner)
        {
            foreach (var (name, value) in owner.ToArray())
            {
                if (Names.Contains(name))
                {
                    owner[name] = Instead;
                }
                else
                {
                    Clean(value);
                }
            }
        }
    }
}
