using System.Text.Json.Nodes;

namespace AwsHardening.ClientGenerator.Refresh;

/// <summary>Keeps of a service model the listed operations and the shapes they reach, without documentation.</summary>
internal sealed class ModelTrimmer(JsonObject model, JsonObject? paginators, JsonObject? endpointRules)
{
    private static readonly HashSet<string> s_prose =
        ["documentation", "documentationUrl", "deprecatedSince"];

    /// <param name="operations">Operation names, or the single entry <c>*</c> for all.</param>
    public JsonObject Trim(IReadOnlyList<string> operations)
    {
        var all = model["operations"]!.AsObject();
        var keep = operations is ["*"] ? all.Select(o => o.Key).ToList() : [.. operations];
        var missing = keep.Where(name => !all.ContainsKey(name)).ToList();
        if (missing.Count > 0)
        {
            throw new UsageException($"The model has no operation {string.Join(", ", missing)}.");
        }

        keep.Sort(StringComparer.Ordinal);
        var trimmedOperations = new JsonObject();
        var reached = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var name in keep)
        {
            var operation = WithoutProse(all[name]!)!;
            // CloudFront's model writes its version into the name; clients, botocore's own among them, leave it out.
            operation["name"] = name;
            trimmedOperations[name] = operation;
            Reach(operation, reached);
        }

        var shapes = new JsonObject();
        foreach (var name in reached)
        {
            shapes[name] = WithoutProse(Shape(name));
        }

        var result = new JsonObject
        {
            ["version"] = model["version"]?.DeepClone(),
            ["metadata"] = WithoutProse(model["metadata"]!),
            ["operations"] = trimmedOperations,
            ["shapes"] = shapes,
            ["paginators"] = Pages(keep),
        };
        if (endpointRules is not null)
        {
            result["endpointRuleSet"] = WithoutProse(endpointRules);
        }

        return result;
    }

    private JsonNode Shape(string name) =>
        model["shapes"]![name] ?? throw new UsageException($"The model has no shape {name}.");

    private JsonObject Pages(List<string> operations)
    {
        var pages = new JsonObject();
        foreach (var name in operations)
        {
            if (paginators?["pagination"]?[name] is JsonNode page)
            {
                pages[name] = page.DeepClone();
            }
        }

        return pages;
    }

    private void Reach(JsonNode node, SortedSet<string> reached)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (var item in array)
                {
                    Reach(item!, reached);
                }

                break;
            case JsonObject json:
                foreach (var (key, value) in json)
                {
                    // Only references are walked: {"shape": "Name"} wherever it stands.
                    if (key == "shape" && value is JsonValue name && reached.Add(name.GetValue<string>()))
                    {
                        Reach(Shape(name.GetValue<string>()), reached);
                    }
                    else if (value is JsonObject or JsonArray)
                    {
                        Reach(value, reached);
                    }
                }

                break;
        }
    }

    private static JsonNode? WithoutProse(JsonNode? node) => node switch
    {
        JsonArray array => new JsonArray([.. array.Select(WithoutProse)]),
        // A member may itself be called "documentation": prose is text, a member is an object.
        JsonObject json => new JsonObject(json
            .Where(p => !(s_prose.Contains(p.Key) && p.Value is JsonValue))
            .Select(p => KeyValuePair.Create(p.Key, WithoutProse(p.Value)))),
        _ => node?.DeepClone(),
    };
}
