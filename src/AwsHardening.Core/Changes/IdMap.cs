using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace AwsHardening.Core.Changes;

/// <summary>
/// What became of ids: AWS issues new ones when a thing is made again, and the calls of a change must still find it. The
/// journal holds the map; the latest word counts. Safe for use by many threads.
/// </summary>
public sealed class IdMap
{
    private readonly ConcurrentDictionary<string, string> _now = new(StringComparer.Ordinal);

    /// <summary>Notes that an id, or a name of a change's own, is now another id.</summary>
    public void Set(string id, string now)
    {
        if (id != now)
        {
            _now[id] = now;
        }
        else
        {
            _now.TryRemove(id, out _);
        }
    }

    /// <summary>Takes over what another map says.</summary>
    public void Learn(IdMap other)
    {
        foreach (var (id, now) in other._now)
        {
            _now[id] = now;
        }
    }

    /// <summary>What an id is now.</summary>
    public string Resolve(string id)
    {
        // Each step was recorded later than the one before, and AWS never issues an id twice: there is no circle.
        for (var steps = 0; steps <= _now.Count && _now.TryGetValue(id, out var now); steps++)
        {
            id = now;
        }

        return id;
    }

    /// <summary>A copy of the parameters with every <c>{"$id": "x"}</c> replaced by the id that x is now.</summary>
    public JsonNode? Resolve(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } one when one["$id"] is JsonValue id => JsonValue.Create(Resolve(id.GetValue<string>())),
        JsonObject many => new JsonObject(many.Select(pair => KeyValuePair.Create(pair.Key, Resolve(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Resolve)]),
        _ => node?.DeepClone(),
    };

    /// <summary>A reference to an id that may change.</summary>
    public static JsonObject Reference(string id) => new() { ["$id"] = id };
}
