using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using Amazon.Runtime;

namespace AwsHardening.FidelityTests.Yardstick;

/// <summary>An object graph as text, alike for both sides.</summary>
public static class Graph
{
    private static readonly HashSet<string> s_ignored =
        ["StackTrace", "TargetSite", "Source", "HelpLink", "HResult", "Data", "InnerException"];

    /// <param name="value">The root.</param>
    /// <param name="counterpart">Finds a type of the other side: what that lacks is the API comparison's business, not this one's.</param>
    public static string Describe(object? value, Func<string, Type?> counterpart)
    {
        var text = new StringBuilder();
        Append(text, value, 0, counterpart);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value, int depth, Func<string, Type?> counterpart)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string s:
                text.Append('"').Append(s).Append('"');
                break;
            case ConstantClass constant:
                text.Append(constant.GetType().Name).Append('.').Append(constant.Value);
                break;
            case DateTime time:
                text.Append(time.ToString("O", CultureInfo.InvariantCulture));
                break;
            case MemoryStream stream:
                text.Append("bytes ").Append(Convert.ToHexString(stream.ToArray()));
                break;
            case IDictionary map:
                text.Append(map.Count).Append(" entries");
                var keys = map.Keys.Cast<string>().Where(k => !k.Contains("user-agent", StringComparison.OrdinalIgnoreCase));
                foreach (var key in keys.Order(StringComparer.Ordinal))
                {
                    Line(text, key, map[key], depth, counterpart);
                }

                break;
            case IEnumerable items:
                text.Append("list");
                var i = 0;
                foreach (var item in items)
                {
                    Line(text, (i++).ToString(CultureInfo.InvariantCulture), item, depth, counterpart);
                }

                break;
            default:
                AppendObject(text, value, depth, counterpart);
                break;
        }
    }

    private static void AppendObject(StringBuilder text, object value, int depth, Func<string, Type?> counterpart)
    {
        var type = value.GetType();
        if (type.IsPrimitive || type.IsEnum || type.IsValueType)
        {
            text.Append(string.Create(CultureInfo.InvariantCulture, $"{type.Name} {value}"));
            return;
        }

        text.Append(type.Name);
        var other = counterpart(type.FullName!) ?? type;
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            if (!s_ignored.Contains(property.Name) && other.GetProperty(property.Name) is not null)
            {
                Line(text, property.Name, property.GetValue(value), depth, counterpart);
            }
        }
    }

    private static void Line(StringBuilder text, string name, object? value, int depth, Func<string, Type?> counterpart)
    {
        text.Append('\n').Append(' ', (depth + 1) * 2).Append(name).Append(" = ");
        Append(text, value, depth + 1, counterpart);
    }
}
