using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AwsHardening.Core.Reporting;

/// <summary>What is kept of a stack: its values may be secrets, and are looked at once, where they come in.</summary>
internal static partial class StackContent
{
    /// <summary>The member that names the parameters and outputs that are secrets in plain text.</summary>
    public const string Readable = "ReadableSecrets";

    /// <summary>A stack without the values of its parameters and outputs.</summary>
    public static JsonObject WithoutValues(JsonObject stack)
    {
        var kept = (JsonObject)stack.DeepClone();
        JsonArray readable = [];
        foreach (var (list, key, values) in new[] { ("Parameters", "ParameterKey", new[] { "ResolvedValue", "ParameterValue" }), ("Outputs", "OutputKey", ["OutputValue"]) })
        {
            foreach (var one in (kept[list] as JsonArray ?? []).OfType<JsonObject>())
            {
                var name = (string?)one[key] ?? "";
                if (IsSecret(name, values.Select(member => (string?)one[member]).FirstOrDefault(value => value is not null)))
                {
                    readable.Add((JsonNode)$"{list}.{name}");
                }

                foreach (var member in values)
                {
                    one.Remove(member);
                }
            }
        }

        kept[Readable] = readable;
        return kept;
    }

    /// <summary>True for a value that is a secret by its look, or by its name where it is no more than the place of one.</summary>
    public static bool IsSecret(string name, string? value) => value is { Length: > 0 } && !HiddenOrElsewhere().IsMatch(value) && (SecretLook.IsIn(value) || SecretName().IsMatch(name));

    // What NoEcho hides, what Secrets Manager or Parameter Store is asked for, and the ARN or path of what they keep.
    [GeneratedRegex(@"^(\*+$|\{\{resolve:|arn:|/)")]
    private static partial Regex HiddenOrElsewhere();

    [GeneratedRegex(@"(password|passwd|secret|secret_?(access_?)?key|token|api_?key|private_?key)$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
