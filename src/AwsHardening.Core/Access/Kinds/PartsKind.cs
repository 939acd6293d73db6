using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Access.Kinds;

/// <summary>
/// A kind of resource whose content is a few named parts, each written whole by one call. A part that is null is not there; the
/// first one says whether the resource is there at all.
/// </summary>
internal abstract class PartsKind : IResourceKind
{
    /// <summary>Beside the parts: what each call of the change wants its part to be, by call.</summary>
    private const string Wanted = "$calls";

    /// <summary>Beside the parts: ids that AWS issued, by member.</summary>
    protected const string Issued = "$ids";

    private static readonly Dictionary<string, string> s_noIds = [];

    public abstract string ResourceType { get; }

    public abstract IReadOnlyList<string> RequiredActions { get; }

    /// <summary>The part without which the resource is not there.</summary>
    protected abstract string Existence { get; }

    /// <summary>The parts as they are now.</summary>
    protected abstract Task<JsonObject> ReadPartsAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken);

    public abstract Task<int> CountAsync(AccountView view);

    public async Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken)
    {
        var present = await ReadPartsAsync(session, change, cancellationToken);
        present[Wanted] = new JsonObject(change.Calls.Select(call => Want(call, change.After))
            .Concat(change.Inverse.Select(call => Want(call, change.Before))));
        return present;
    }

    public CallEffect Effect(ApiCall call, JsonObject present, IdMap ids)
    {
        var part = PartsChange.PartOf(call);
        // The resource is not there: whatever was to be written on it was not, and whatever was to go is gone.
        var wanted = present[Wanted]?[call.Id];
        if (!Same(ids.Resolve(wanted), present[part]))
        {
            return CallEffect.None;
        }

        return new CallEffect(true, call.Creates.ToDictionary(
            created => created.Id, created => present[Issued]?[created.Member]?.GetValue<string>() ?? ""));
    }

    /// <summary>True for a change that makes the resource.</summary>
    public bool Makes(ResourceChange change) =>
        change.Before.ContainsKey(Existence) && change.Before[Existence] is null && change.After[Existence] is not null;

    public virtual IReadOnlyList<string> Drift(ResourceChange change, JsonObject present) => Differences(change.After, present, ids: null);

    public IReadOnlyList<string> DriftBefore(ResourceChange change, JsonObject present, IdMap ids) => Differences(change.Before, present, ids);

    public ResourceChange? Standing(ResourceChange change, JsonObject present)
    {
        var made = change.Before.ContainsKey(Existence) && change.Before[Existence] is null;
        if (made)
        {
            return present[Existence] is null ? null : change;
        }

        var standing = change.After.Where(pair => Same(pair.Value, present[pair.Key])).Select(pair => pair.Key).ToHashSet();
        return standing.Count == 0 ? null : change with
        {
            Before = Only(change.Before, standing),
            After = Only(change.After, standing),
            Calls = [.. change.Calls.Where(call => standing.Contains(PartsChange.PartOf(call)))],
            Inverse = [.. change.Inverse.Where(call => standing.Contains(PartsChange.PartOf(call)))],
        };
    }

    public IReadOnlyDictionary<string, string> PresentIds(JsonObject content, JsonObject present) => s_noIds;

    // Without the resource, what a later change wrote on it could not be taken back.
    public bool LeansOn(ResourceChange later, ResourceChange change, IdMap ids) =>
        Makes(change) && !(later.Before.ContainsKey(Existence) && later.Before[Existence] is null);

    public JsonObject? Foresee(ResourceChange change, JsonObject present)
    {
        var foreseen = (JsonObject)present.DeepClone();
        if (change.After.TryGetPropertyValue(Existence, out var there) && there is null)
        {
            // With the resource, all its parts go.
            foreach (var part in present.Select(pair => pair.Key).Where(part => part is not (Wanted or Issued)))
            {
                foreseen[part] = null;
            }
        }

        foreach (var (part, value) in change.After)
        {
            foreseen[part] = value?.DeepClone();
        }

        return foreseen;
    }

    public IEnumerable<string> Touched(ResourceChange change) => change.After.Concat(change.Before).Select(pair => pair.Key).Distinct();

    /// <summary>How many there are in a list that the view has read.</summary>
    protected static int Count<T>(Fact<IReadOnlyList<T>> fact, string what, string iamAction) => fact.IsKnown
        ? fact.Value.Count
        : throw new UnreadFactException(fact.Reason!) { What = what, IamAction = iamAction };

    private static KeyValuePair<string, JsonNode?> Want(ApiCall call, JsonObject content) =>
        new(call.Id, content[PartsChange.PartOf(call)]?.DeepClone());

    private static string[] Differences(JsonObject expected, JsonObject present, IdMap? ids) =>
    [
        .. expected.Where(pair => !Same(ids is null ? pair.Value : ids.Resolve(pair.Value), present[pair.Key]))
            .Select(pair => $"{pair.Key} is {Text(present[pair.Key])}, not {Text(pair.Value)}"),
    ];

    // An id that was not known when the change was written down stands for whichever there is now.
    private static bool Same(JsonNode? wanted, JsonNode? present) => wanted is JsonObject { Count: 1 } one && one.ContainsKey("$id")
        ? present is not null
        : wanted is null ? present is null : present is not null && CanonicalJson.Write(wanted) == CanonicalJson.Write(present);

    private static JsonObject Only(JsonObject content, HashSet<string> parts) =>
        new(content.Where(pair => parts.Contains(pair.Key)).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "not there";
}
