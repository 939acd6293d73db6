using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Encryption.Store;

/// <summary>
/// A resource whose content is a list of settings by name, each written by one call. Settings that a change did not write are no
/// drift of it.
/// </summary>
internal abstract class SettingsKind : IResourceKind
{
    private static readonly Dictionary<string, string> s_noIds = [];

    public abstract string ResourceType { get; }

    public abstract IReadOnlyList<string> RequiredActions { get; }

    public abstract Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken);

    public abstract Task<int> CountAsync(AccountView view);

    /// <summary>The setting that a call writes, and what it is after it.</summary>
    protected abstract (string Name, JsonNode? Value) Written(ApiCall call);

    /// <summary>The ids that a call made known, found in the resource.</summary>
    protected virtual IReadOnlyDictionary<string, string> Ids(ApiCall call, JsonObject present) => s_noIds;

    public CallEffect Effect(ApiCall call, JsonObject present, IdMap ids)
    {
        var (name, value) = Written(call);
        return Same(value, present[name]) ? new CallEffect(true, Ids(call, present)) : CallEffect.None;
    }

    public IReadOnlyList<string> Drift(ResourceChange change, JsonObject present) => Differences(change.After, present);

    public IReadOnlyList<string> DriftBefore(ResourceChange change, JsonObject present, IdMap ids) => Differences(change.Before, present);

    public ResourceChange? Standing(ResourceChange change, JsonObject present)
    {
        var standing = change.After.Where(pair => Same(pair.Value, present[pair.Key])).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        return standing.Count == 0 ? null : change with
        {
            Before = Only(change.Before, standing),
            After = Only(change.After, standing),
            Calls = [.. change.Calls.Where(call => standing.Contains(Written(call).Name))],
            Inverse = [.. change.Inverse.Where(call => standing.Contains(Written(call).Name))],
        };
    }

    public IReadOnlyDictionary<string, string> PresentIds(JsonObject content, JsonObject present) => s_noIds;

    public bool LeansOn(ResourceChange later, ResourceChange change, IdMap ids) => false;

    public JsonObject? Foresee(ResourceChange change, JsonObject present)
    {
        var foreseen = (JsonObject)present.DeepClone();
        foreach (var (name, value) in change.After)
        {
            foreseen[name] = value?.DeepClone();
        }

        return foreseen;
    }

    public IEnumerable<string> Touched(ResourceChange change) => change.After.Select(pair => pair.Key);

    /// <summary>Reads, and says what could not be read.</summary>
    protected static async Task<T> UnreadAsync<T>(string what, string iamAction, Func<Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (e is not (OperationException or UnreadFactException)
            && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw new UnreadFactException(e) { What = what, IamAction = iamAction };
        }
    }

    private static string[] Differences(JsonObject expected, JsonObject present) =>
    [
        .. expected.Where(pair => !Same(pair.Value, present[pair.Key]))
            .Select(pair => $"{pair.Key} is {Text(present[pair.Key])}, not {Text(pair.Value)}"),
    ];

    private static JsonObject Only(JsonObject content, HashSet<string> names) => new(
        content.Where(pair => names.Contains(pair.Key)).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));

    private static bool Same(JsonNode? left, JsonNode? right) => Text(left) == Text(right);

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "not set";
}
