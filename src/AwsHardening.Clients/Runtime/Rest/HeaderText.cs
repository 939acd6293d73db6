using System.Collections;
using System.Text;
using AwsHardening.Clients.Runtime.Shapes;

namespace AwsHardening.Clients.Runtime.Rest;

/// <summary>Values as they stand in HTTP headers.</summary>
internal static class HeaderText
{
    public static string Write(Member member, object value)
    {
        if (member.JsonValue)
        {
            return Convert.ToBase64String(Encoding.UTF8.GetBytes((string)value));
        }

        return member.Shape is ListShape list
            ? string.Join(", ", ((IList)value).Cast<object>().Select(v => Element(list.Element, v)))
            : Scalars.Write(member.Shape, value, Scalars.Format(member.Format, member.Shape, TimestampFormat.Rfc822));
    }

    public static object Read(Member member, string text)
    {
        if (member.JsonValue)
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(text));
        }

        if (member.Shape is not ListShape list)
        {
            return member.Shape.Type == ShapeType.Timestamp
                ? Scalars.ReadTimestamp(text, Scalars.Format(member.Format, member.Shape, TimestampFormat.Rfc822))
                : Scalars.Read(member.Shape, text);
        }

        var values = list.Create();
        foreach (var part in Split(text, list.Element))
        {
            values.Add(Scalars.Read(list.Element, part));
        }

        return values;
    }

    private static string Element(Shape shape, object value)
    {
        var text = Scalars.Write(shape, value, Scalars.Format(TimestampFormat.Default, shape, TimestampFormat.Rfc822));
        return shape.Type == ShapeType.String && text.AsSpan().ContainsAny(',', '"')
            ? '"' + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"'
            : text;
    }

    private static IEnumerable<string> Split(string text, Shape element)
    {
        var part = new StringBuilder();
        var quoted = false;
        // The date of RFC 822 has a comma of its own: "Mon, 16 Dec 2019 23:48:18 GMT".
        var commas = element.Type == ShapeType.Timestamp && text.Contains("GMT", StringComparison.Ordinal) ? 1 : 0;
        var seen = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && quoted && i + 1 < text.Length)
            {
                part.Append(text[++i]);
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (text[i] == ',' && !quoted && seen++ == commas)
            {
                yield return part.ToString().Trim();
                part.Clear();
                seen = 0;
            }
            else
            {
                part.Append(text[i]);
            }
        }

        yield return part.ToString().Trim();
    }
}
