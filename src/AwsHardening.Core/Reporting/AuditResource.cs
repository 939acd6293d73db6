using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Reporting;

/// <summary>One resource of a collected account, in AWS's member names. A member that AWS refused to tell is no absent one.</summary>
/// <param name="data">What AWS answered.</param>
/// <param name="unread">Members that could not be read.</param>
internal sealed class AuditResource(JsonElement data, IReadOnlyDictionary<string, UnreadFactException> unread)
{
    // Findings that are kept share one text; where they only pass by, it goes with them.
    private WeakReference<string>? _text;
    private bool? _holdsSecrets;

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

    /// <summary>What AWS answered, as JSON without secrets.</summary>
    public override string ToString()
    {
        if (_text?.TryGetTarget(out var known) == true)
        {
            return known;
        }

        var text = data.GetRawText();
        text = (_holdsSecrets ??= SecretMembers.AreIn(text)) ? SecretMembers.Without(text) : text;
        _text = new WeakReference<string>(text);
        return text;
    }
}
