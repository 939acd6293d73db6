using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Changes;

/// <summary>
/// A kind of resource whose content is whether it is there and members by name, and whose calls each leave some of those members.
/// The members that a change did not write are no drift of it.
/// </summary>
internal abstract class ContentKind : IResourceKind
{
    /// <summary>The member that says whether the resource is there.</summary>
    public const string Exists = "Exists";

    /// <summary>The member that holds the id that AWS issued, where it issues one.</summary>
    public const string Id = "Id";

    private static readonly Dictionary<string, string> s_noIds = [];

    public abstract string ResourceType { get; }

    public abstract IReadOnlyList<string> RequiredActions { get; }

    public static bool IsThere(JsonObject content) => content[Exists]?.GetValue<bool>() == true;

    public static JsonObject Absent() => new() { [Exists] = false };

    public abstract Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken);

    public CallEffect Effect(ApiCall call, JsonObject present, IdMap ids)
    {
        var left = Leaves(call);
        if (left is null || Differences(left, present).Any())
        {
            return CallEffect.None;
        }

        return new CallEffect(true, present[Id] is { } id ? call.Creates.ToDictionary(made => made.Id, _ => id.GetValue<string>()) : s_noIds);
    }

    public virtual IReadOnlyList<string> Drift(ResourceChange change, JsonObject present) => [.. Differences(change.After, present)];

    public IReadOnlyList<string> DriftBefore(ResourceChange change, JsonObject present, IdMap ids) => [.. Differences(change.Before, present)];

    public ResourceChange? Standing(ResourceChange change, JsonObject present)
    {
        if (IsThere(change.After) != IsThere(present))
        {
            return null;
        }

        // What was made goes whole or not at all.
        if (IsThere(change.Before) != IsThere(change.After))
        {
            return change;
        }

        var standing = change.Calls.Where(call => Leaves(call) is { } left && !Differences(left, present).Any()).ToArray();
        var counterparts = standing.Select(call => call.Counterpart).ToHashSet(StringComparer.Ordinal);
        var members = standing.SelectMany(call => Leaves(call)!.Select(pair => pair.Key)).Append(Id).ToHashSet(StringComparer.Ordinal);
        return standing.Length == 0 ? null : change with
        {
            Before = Only(change.Before, members),
            After = Only(change.After, members),
            Calls = standing,
            Inverse = [.. change.Inverse.Where(call => counterparts.Contains(call.Id))],
        };
    }

    /// <summary>One a Region, unless the kind knows better.</summary>
    public virtual async Task<int> CountAsync(AccountView view)
    {
        var regions = await view.Regions();
        return regions.IsKnown
            ? regions.Value.Count
            : throw new UnreadFactException(regions.Reason!) { What = "the Regions", IamAction = "ec2:DescribeRegions" };
    }

    public IReadOnlyDictionary<string, string> PresentIds(JsonObject content, JsonObject present) =>
        content[Id] is { } recorded && present[Id] is { } now
            ? new Dictionary<string, string> { [recorded.GetValue<string>()] = now.GetValue<string>() } : s_noIds;

    // Without the resource, what a later change raised could never be taken back.
    public bool LeansOn(ResourceChange later, ResourceChange change, IdMap ids) =>
        !IsThere(change.Before) && IsThere(change.After) && IsThere(later.Before) && IsThere(later.After);

    public JsonObject? Foresee(ResourceChange change, JsonObject present)
    {
        if (change.After.ContainsKey(Exists) && !IsThere(change.After))
        {
            return Absent();
        }

        var foreseen = (JsonObject)present.DeepClone();
        foreach (var (member, value) in change.After)
        {
            foreseen[member] = value?.DeepClone();
        }

        return foreseen;
    }

    /// <summary>The members that a call leaves; null for a call that the kind does not know.</summary>
    protected abstract JsonObject? Leaves(ApiCall call);

    /// <summary>True when a member is as it was left; what is off and what is not there are the same.</summary>
    protected virtual bool Same(string member, JsonNode? left, JsonNode? now) => JsonContent.Same(NullIfOff(left), NullIfOff(now));

    private IEnumerable<string> Differences(JsonObject left, JsonObject present)
    {
        // A call that turns something off says nothing of whether the rest is still there.
        var saysWhether = left.ContainsKey(Exists);
        if (saysWhether && IsThere(left) != IsThere(present))
        {
            return [IsThere(present) ? "it is there" : "it is not there"];
        }

        return left.Where(pair => pair.Key is not (Exists or Id) && (IsThere(left) || !saysWhether) && !Same(pair.Key, pair.Value, present[pair.Key]))
            .Select(pair => $"{pair.Key} changed from {Text(pair.Value)} to {Text(present[pair.Key])}");
    }

    private static JsonNode? NullIfOff(JsonNode? value) => value?.GetValueKind() == JsonValueKind.False ? null : value;

    private static JsonObject Only(JsonObject content, HashSet<string> members) => new(content.Where(pair => members.Contains(pair.Key))
        .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "not set";
}
