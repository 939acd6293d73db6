using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Snapshots;

/// <summary>
/// What a service of an account that was loaded from a snapshot does not know: other Regions, the lists that could not be read, and
/// what could not be read of single resources. It answers such calls with an error, as unknown is not empty.
/// </summary>
/// <param name="region">The Region it is a copy of; null for a service without Regions.</param>
internal sealed class SnapshotCopy(string? region)
{
    private readonly Dictionary<string, AwsErrorException> _unread = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Operation, string Name), AwsErrorException> _parts = [];

    public void AddUnread(SnapshotRecord record)
    {
        foreach (var operation in SnapshotTypes.Find(record.Type)?.Operations ?? [])
        {
            _unread[operation] = Error(record.ErrorCode, record.Unread!);
        }
    }

    /// <summary>What could not be read of the only resource there is.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="code">The error code; null where AWS answered none.</param>
    /// <param name="message">The reason.</param>
    public void AddUnread(string operation, string? code, string message) => _unread[operation] = Error(code, message);

    /// <summary>What could not be read of one resource.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="code">The error code; null where AWS answered none.</param>
    /// <param name="message">The reason.</param>
    /// <param name="names">All that calls may name the resource by.</param>
    public void AddUnread(string operation, string? code, string message, params IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            _parts[(operation, name)] = Error(code, message);
        }
    }

    public bool IsUnread(string operation, string name) => _unread.ContainsKey(operation) || _parts.ContainsKey((operation, name));

    public void Check(string operation, string called)
    {
        if (region is not null && called != region && operation != "DescribeRegions")
        {
            throw new AwsErrorException("RegionNotInSnapshot", $"The snapshot is a copy of {region}; it says nothing about {called}.");
        }

        if (_unread.TryGetValue(operation, out var error))
        {
            throw error;
        }
    }

    /// <exception cref="AwsErrorException">The snapshot does not say what the operation asks of this resource.</exception>
    /// <param name="operation">The operation.</param>
    /// <param name="called">The Region.</param>
    /// <param name="input">The parameters: one of them names the resource.</param>
    public void Check(string operation, string called, JsonObject input)
    {
        Check(operation, called);
        foreach (var name in _parts.Count == 0 ? [] : Names(input))
        {
            if (_parts.TryGetValue((operation, name), out var error))
            {
                throw error;
            }

            // What is written here is known from now on.
            if (operation.StartsWith("Put", StringComparison.Ordinal))
            {
                _parts.Remove(($"Get{operation[3..]}", name));
            }
        }
    }

    private static IEnumerable<string> Names(JsonObject input) => input.Select(member => member.Value).OfType<JsonValue>()
        .Where(value => value.GetValueKind() == JsonValueKind.String).Select(value => value.GetValue<string>());

    private static AwsErrorException Error(string? code, string message) => new(code ?? "NotInSnapshot", message, code is null ? 400 : 403);
}
