using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Core.Identity.Policies;

/// <summary>The texts that policies are made of.</summary>
internal static class PolicyText
{
    /// <summary>A managed policy holds as many characters, white space not counted (IAM User Guide: IAM and AWS STS quotas).</summary>
    public const int ManagedLimit = 6144;

    /// <summary>
    /// A role's trust policy holds as many characters, white space not counted, unless the account's quota was raised (IAM User Guide: IAM
    /// and AWS STS quotas, role trust policy length).
    /// </summary>
    public const int TrustLimit = 2048;

    /// <summary>The characters of a document that count.</summary>
    public static int Length(JsonNode document) => document.ToJsonString(Readable).Count(letter => !char.IsWhiteSpace(letter));

    public static JsonSerializerOptions Readable { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonSerializerOptions Indented { get; } = new(Readable) { WriteIndented = true };

    /// <summary>One text and a list of texts alike.</summary>
    public static IReadOnlyList<string> Texts(JsonNode? node) => node switch
    {
        null => [],
        JsonArray many => [.. many.OfType<JsonNode>().Select(one => one.ToString())],
        _ => [node.ToString()],
    };

    /// <summary>True where a text is what a pattern with <c>*</c> and <c>?</c> stands for.</summary>
    public static bool Matches(string pattern, string text, bool ignoreCase = false)
    {
        var comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var (p, t, star, mark) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, mark) = (p++, t);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || string.Compare(pattern, p, text, t, 1, comparison) == 0))
            {
                (p, t) = (p + 1, t + 1);
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).TrimStart('*').IsEmpty;
    }

    /// <summary>A policy of statements that allow.</summary>
    public static JsonObject Document(IEnumerable<JsonObject> statements) => new()
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray([.. statements]),
    };

    public static JsonArray Array(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
