using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Iam;

/// <summary>The conditions of a statement (IAM User Guide: IAM JSON policy elements: Condition operators).</summary>
internal static class PolicyConditions
{
    /// <summary>Whether all conditions hold; null where one is of a kind that this does not know.</summary>
    public static bool? Hold(JsonObject? conditions, IReadOnlyDictionary<string, string> context)
    {
        bool? all = true;
        foreach (var (name, keys) in conditions ?? [])
        {
            foreach (var (key, values) in (JsonObject)keys!)
            {
                var value = context.FirstOrDefault(pair => string.Equals(pair.Key, key, StringComparison.OrdinalIgnoreCase)).Value;
                switch (Holds(name, value, [.. PolicyJudge.Texts(values)]))
                {
                    case false:
                        return false;
                    case null:
                        all = null;
                        break;
                }
            }
        }

        return all;
    }

    private static bool? Holds(string name, string? value, string[] wanted)
    {
        // A key with one value here: any and all of its values are the same.
        name = name.StartsWith("ForAnyValue:", StringComparison.Ordinal) && value is not null ? name["ForAnyValue:".Length..] : name;
        var ifExists = name.EndsWith("IfExists", StringComparison.Ordinal);
        name = ifExists ? name[..^"IfExists".Length] : name;
        if (name == "Null")
        {
            return wanted.Contains(value is null ? "true" : "false");
        }

        if (value is null)
        {
            // A negated operator holds for a key that is not there.
            return ifExists || name.Contains("Not", StringComparison.Ordinal);
        }

        return name switch
        {
            "StringEquals" => wanted.Contains(value),
            "StringNotEquals" => !wanted.Contains(value),
            "StringEqualsIgnoreCase" or "Bool" => wanted.Contains(value, StringComparer.OrdinalIgnoreCase),
            "StringLike" or "ArnLike" or "ArnEquals" => wanted.Any(pattern => PolicyJudge.Matches(pattern, value)),
            "StringNotLike" or "ArnNotLike" or "ArnNotEquals" => !wanted.Any(pattern => PolicyJudge.Matches(pattern, value)),
            _ => null,
        };
    }
}
