using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Reporting;

/// <summary>One resource of a collected account, in AWS's member names. A member that AWS refused to tell is no absent one.</summary>
/// <param name="data">What AWS answered.</param>
/// <param name="unread">Members that could not be read.</param>
internal sealed class AuditResource(JsonElement data, IReadOnlyDictionary<string, UnreadFactException> unread)
{
    public AuditResource(JsonObject data, IReadOnlyDictionary<string, UnreadFactException> unread)
        : this(JsonSerializer.SerializeToElement(data), unread)
    {
    }

    /// <summary>A member by its path, such as <c>State.Name</c>.</summary>
    /// <exception cref="UnreadFactException">It could not be read.</exception>
    public AuditValue this[string path] => unread.GetValueOrDefault(path.Split('.')[0]) is { } reason
        ? throw reason : new AuditValue(data)[path];

    /// <summary>All that was read, for what is worked out of a resource as a whole.</summary>
    public JsonObject ToNode() => JsonObject.Create(data)!;

    public override string ToString() => data.GetRawText();
}
