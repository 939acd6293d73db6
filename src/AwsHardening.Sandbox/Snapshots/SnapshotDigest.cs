using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Snapshots;

/// <summary>Counts lines and hashes them as they pass, and makes the last line of them.</summary>
public sealed class SnapshotDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>How many resources there were, by type.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>Takes a line in, its line feed included.</summary>
    /// <param name="line">Without its line feed.</param>
    public void AddLine(string line)
    {
        _hash.AppendData(Encoding.UTF8.GetBytes(line));
        _hash.AppendData("\n"u8);
    }

    /// <summary>Counts a resource.</summary>
    /// <param name="record">The record.</param>
    public void Count(SnapshotRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Data is not null)
        {
            _counts[record.Type] = _counts.GetValueOrDefault(record.Type) + 1;
        }
    }

    /// <summary>The last line. Ends the counting.</summary>
    public JsonObject ToFooter() => new()
    {
        ["footer"] = new JsonObject
        {
            ["counts"] = new JsonObject(_counts.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
            ["sha256"] = Convert.ToHexString(_hash.GetHashAndReset()).ToLowerInvariant(),
        },
    };

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
