using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Logs;

/// <summary>A path into a JSON message, such as <c>$.userIdentity.sessionContext["a b"].list[0]</c> or <c>$.list[*]</c>.</summary>
internal sealed class JsonSelector
{
    private const string Every = "*";

    private readonly List<(string? Name, string? Index)> _steps = [];

    private JsonSelector(string text) => Text = text;

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Reads a selector; the reader stands at its dollar sign.</summary>
    public static JsonSelector Parse(PatternReader reader)
    {
        if (!reader.Take("$"))
        {
            throw FilterPattern.Invalid("a selector begins with $");
        }

        var (selector, text) = (new List<(string?, string?)>(), "$");
        while (true)
        {
            if (reader.Take("."))
            {
                var name = reader.TakeWhile(IsOfName);
                selector.Add(name.Length > 0 ? (name, null) : throw FilterPattern.Invalid("a selector has an empty name"));
                text += "." + name;
            }
            else if (reader.Take("["))
            {
                var step = reader.Next is '"' or '\'' ? (reader.TakeQuoted(), null) : ((string?)null, reader.TakeWhile(letter => letter is not (']' or ' ')));
                if (!reader.Take("]") || (step.Item1 is null && step.Item2 != Every && !int.TryParse(step.Item2, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
                {
                    throw FilterPattern.Invalid("a bracket of a selector holds a name, a number or a star");
                }

                selector.Add(step);
                text += step.Item1 is { } quoted ? $"['{quoted}']" : $"[{step.Item2}]";
            }
            else
            {
                break;
            }
        }

        var made = new JsonSelector(text);
        made._steps.AddRange(selector.Count > 0 ? selector : throw FilterPattern.Invalid("a selector names a member"));
        return made;
    }

    /// <summary>A selector that is the whole of a text; null for another text.</summary>
    public static JsonSelector? TryParse(string text)
    {
        if (!text.StartsWith("$.", StringComparison.Ordinal) && !text.StartsWith("$[", StringComparison.Ordinal))
        {
            return null;
        }

        var reader = new PatternReader(text);
        var selector = Parse(reader);
        return reader.IsAtEnd ? selector : throw FilterPattern.Invalid($"{text} is no selector");
    }

    /// <summary>What it leads to: nothing, one value, or with a star several. A null that stands there is one.</summary>
    public IReadOnlyList<JsonNode?> Find(JsonNode message)
    {
        IReadOnlyList<JsonNode?> at = [message];
        foreach (var (name, index) in _steps)
        {
            at = [.. at.SelectMany(node => (node, name) switch
            {
                (JsonObject many, { } member) => many.ContainsKey(member) ? [many[member]] : Array.Empty<JsonNode?>(),
                (JsonArray list, null) => index == Every ? [.. list] : int.Parse(index!, CultureInfo.InvariantCulture) is var place && place < list.Count ? [list[place]] : [],
                _ => [],
            })];
        }

        return at;
    }

    /// <summary>A value as text; null for one that has parts, or is null.</summary>
    public static string? Show(JsonNode? node) => node switch
    {
        JsonValue text when text.GetValueKind() == JsonValueKind.String => (string)text!,
        JsonValue value => value.ToJsonString(),
        _ => null,
    };

    private static bool IsOfName(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '-' or '@' or '/' or '#';
}
