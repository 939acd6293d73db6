using System.Text;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Wire;

/// <summary>Values in headers: lists between commas, JSON in base 64, timestamps as HTTP dates.</summary>
internal static class HeaderValues
{
    public static JsonNode Parse(string text, ShapeMember member)
    {
        if (member.Shape.Kind != ShapeKind.List)
        {
            return member.IsJsonValue
                ? JsonValue.Create(Encoding.UTF8.GetString(Convert.FromBase64String(text)))
                : Scalars.Parse(text, member);
        }

        ShapeMember item = member.Shape.Item!;
        return new JsonArray([.. Split(text, item).Select(part => Scalars.Parse(part, item))]);
    }

    public static string Write(JsonNode value, ShapeMember member)
    {
        if (member.Shape.Kind != ShapeKind.List)
        {
            string text = Scalars.Write(value, member, Timestamps.HttpDate);
            return member.IsJsonValue ? Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) : text;
        }

        ShapeMember item = member.Shape.Item!;
        return string.Join(", ", value.AsArray().Select(part =>
        {
            string text = Scalars.Write(part!, item, Timestamps.HttpDate);
            return item.Shape.Kind == ShapeKind.String ? Quote(text) : text;
        }));
    }

    private static string Quote(string text) => text.IndexOfAny([',', '"']) < 0
        ? text
        : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static List<string> Split(string text, ShapeMember item)
    {
        List<string> parts = SplitAtCommas(text);
        if (item.Shape.Kind != ShapeKind.Timestamp || Timestamps.FormatOf(item, Timestamps.HttpDate) != Timestamps.HttpDate)
        {
            return parts;
        }

        // An HTTP date has a comma of its own.
        return [.. parts.Chunk(2).Select(pair => string.Join(", ", pair))];
    }

    private static List<string> SplitAtCommas(string text)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"':
                    quoted = !quoted;
                    break;
                case '\\' when quoted && i + 1 < text.Length:
                    part.Append(text[++i]);
                    break;
                case ',' when !quoted:
                    parts.Add(part.ToString().Trim());
                    part.Clear();
                    break;
                default:
                    part.Append(text[i]);
                    break;
            }
        }

        if (text.Length > 0)
        {
            parts.Add(part.ToString().Trim());
        }

        return parts;
    }
}
