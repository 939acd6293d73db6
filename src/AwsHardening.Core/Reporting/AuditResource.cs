using System.Text.Json;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Reporting;

/// <summary>One resource of a collected account, in AWS's member names. A member that AWS refused to tell is no absent one.</summary>
/// <param name="data">What AWS answered.</param>
/// <param name="unread">Members that could not be read.</param>
internal sealed class AuditResource(JsonElement data, IReadOnlyDictionary<string, UnreadFactException> unread)
{
    /// <summary>A member by its path, such as <c>State.Name</c>.</summary>
    /// <exception cref="UnreadFactException">It could not be read.</exception>
    public AuditValue this[string path] => unread.GetValueOrDefault(path.Split('.')[0]) is { } reason
        ? throw reason : new AuditValue(data)[path];

    // One text a resource, however many rules judge it.
    private string? _text;

    /// <summary>What AWS answered, as JSON without secrets.</summary>
    public override string ToString() => _text ??= SecretMembers.Without(data.GetRawText());
}
