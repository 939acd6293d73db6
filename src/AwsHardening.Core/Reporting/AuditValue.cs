using System.Globalization;
using System.Text.Json;

namespace AwsHardening.Core.Reporting;

/// <summary>A value of a collected account; what is absent has no text, no flag and no items, and is never an error.</summary>
internal readonly struct AuditValue(JsonElement? element)
{
    /// <summary>True where AWS said something there.</summary>
    public bool Exists => element is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) };

    public JsonElement? Element => Exists ? element : null;

    /// <summary>The value as text; JSON for a list or an object; null where there is none.</summary>
    public string? Text => !Exists ? null : element!.Value.ValueKind == JsonValueKind.String ? element.Value.GetString() : element.Value.GetRawText();

    public bool? Flag => element?.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    public decimal? Number => element is { ValueKind: JsonValueKind.Number } number ? number.GetDecimal()
        : decimal.TryParse(Text, NumberStyles.Number, CultureInfo.InvariantCulture, out var read) ? read : null;

    public DateTimeOffset? Time => DateTimeOffset.TryParse(
        Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    public IEnumerable<AuditValue> Items => element is { ValueKind: JsonValueKind.Array } list
        ? list.EnumerateArray().Select(item => new AuditValue(item)) : [];

    /// <summary>A member, or a member of a member: <c>State.Name</c>.</summary>
    public AuditValue this[string path]
    {
        get
        {
            var found = element;
            foreach (var name in path.Split('.'))
            {
                found = found is { ValueKind: JsonValueKind.Object } owner && owner.TryGetProperty(name, out var member) ? member : null;
            }

            return new AuditValue(found);
        }
    }

    public override string ToString() => Text ?? "";
}
