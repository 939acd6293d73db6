using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Audit;

/// <summary>What differs between two configurations of a resource: members by path, elements of lists by content.</summary>
internal static class ConfigDiff
{
    public static IReadOnlyList<ConfigChange> Of(JsonNode? before, JsonNode? after)
    {
        List<ConfigChange> changes = [];
        Compare("", before, after, changes);
        return changes;
    }

    private static void Compare(string path, JsonNode? before, JsonNode? after, List<ConfigChange> changes)
    {
        switch (before, after)
        {
            case (JsonObject left, JsonObject right):
                foreach (var name in left.Select(pair => pair.Key).Union(right.Select(pair => pair.Key)))
                {
                    Compare(path.Length == 0 ? name : $"{path}.{name}", left[name], right[name], changes);
                }

                break;
            case (JsonArray left, JsonArray right):
                // Lists have no order that means something; an element that changed is one gone and one come.
                var gone = left.Select(Text).ToList();
                var come = new List<string?>();
                foreach (var element in right.Select(Text))
                {
                    if (!gone.Remove(element))
                    {
                        come.Add(element);
                    }
                }

                changes.AddRange(gone.Select(element => new ConfigChange($"{path}[]", element, null)));
                changes.AddRange(come.Select(element => new ConfigChange($"{path}[]", null, element)));
                break;
            default:
                if (!JsonContent.Same(before, after))
                {
                    changes.Add(new ConfigChange(path, Text(before), Text(after)));
                }

                break;
        }
    }

    private static string? Text(JsonNode? node) => node?.ToJsonString();
}
