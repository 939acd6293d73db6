using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>One resource while what belongs to it is read.</summary>
/// <param name="parts">Asks, and keeps count of what is not answered.</param>
/// <param name="type">Its type.</param>
/// <param name="data">What is known of it so far; what is read is added here.</param>
/// <param name="token">Stops the reading.</param>
internal sealed class SnapshotPart(SnapshotParts parts, SnapshotType type, JsonObject data, CancellationToken token)
{
    public SnapshotType Type => type;

    public JsonObject Data => data;

    public CancellationToken Token => token;

    public string Id => (string?)data[type.IdMember] ?? "";

    /// <summary>The answer; null where it could not be had, which is noted.</summary>
    public Task<JsonObject?> AskAsync(string operation, params (string Member, string Value)[] parameters) => parts.AskAsync(
        this, operation, () => parts.ReadAsync(
            type.Service, operation, new JsonObject(parameters.Select(one => KeyValuePair.Create(one.Member, (JsonNode?)one.Value))), token));

    /// <inheritdoc cref="AskAsync(string, ValueTuple{string, string}[])"/>
    public Task<JsonObject?> AskAsync(string operation, JsonObject parameters) =>
        parts.AskAsync(this, operation, () => parts.ReadAsync(type.Service, operation, parameters, token));

    /// <summary>Every item of a list that belongs to the resource; null where it could not be read to its end.</summary>
    public async Task<JsonArray?> ListAsync(SnapshotList list, params (string Member, string Value)[] parameters)
    {
        var answer = await parts.AskAsync(this, list.Operation, async () =>
        {
            var all = new JsonArray();
            var request = new JsonObject(parameters.Select(one => KeyValuePair.Create(one.Member, (JsonNode?)one.Value)));
            await foreach (var page in parts.Pages(list, request, token))
            {
                Array.ForEach(page, item => all.Add((JsonNode)item));
            }

            return new JsonObject { [list.Items] = all };
        });
        return answer?[list.Items] is JsonArray items ? (JsonArray)items.DeepClone() : null;
    }

    /// <summary>Keeps a member; an absent one and an empty list stay away.</summary>
    public void Set(string member, JsonNode? value)
    {
        data.Remove(member);
        if (value is not null and not JsonArray { Count: 0 } and not JsonObject { Count: 0 })
        {
            data[member] = value.DeepClone();
        }
    }

    /// <summary>Forgets members that change without anybody's doing, or that other lists have.</summary>
    public void Drop(params string[] members) => Array.ForEach(members, member => data.Remove(member));

    public void Note(string operation, string? code, string message)
    {
        if (data[SnapshotParts.UnreadMember] is not JsonArray unread)
        {
            data[SnapshotParts.UnreadMember] = unread = [];
        }

        unread.Add((JsonNode)new JsonObject { ["Operation"] = operation, ["ErrorCode"] = code, ["Message"] = message });
    }
}
