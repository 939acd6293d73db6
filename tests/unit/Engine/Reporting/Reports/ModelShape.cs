using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AwsHardening.UnitTests.Engine.Reporting.Reports;

/// <summary>Sets JSON beside a shape of an AWS service model: members, types, and what is required, bounded or matched.</summary>
internal static class ModelShape
{
    public static IEnumerable<string> Problems(JsonNode model, string name, JsonNode? value, string path = "$")
    {
        var shape = model["shapes"]![name]!;
        return ((string)shape["type"]!, value) switch
        {
            ("structure", JsonObject owner) => Structure(model, shape, owner, path),
            ("list", JsonArray list) => [.. Bounds(shape, list.Count, path), .. list.SelectMany((item, at) => Problems(model, (string)shape["member"]!["shape"]!, item, $"{path}[{at}]"))],
            ("map", JsonObject map) => map.SelectMany(pair => Problems(model, (string)shape["value"]!["shape"]!, pair.Value, $"{path}.{pair.Key}")),
            ("string" or "timestamp", JsonValue text) when text.TryGetValue<string>(out var read) => Text(shape, read, path),
            ("integer" or "long" or "double", JsonValue number) when number.TryGetValue<decimal>(out _) => [],
            ("boolean", JsonValue flag) when flag.TryGetValue<bool>(out _) => [],
            var (type, _) => [$"{path} is no {type}"],
        };
    }

    private static IEnumerable<string> Structure(JsonNode model, JsonNode shape, JsonObject owner, string path)
    {
        var members = shape["members"]!.AsObject();
        var missing = (shape["required"]?.AsArray() ?? []).Select(name => (string)name!).Where(name => !owner.ContainsKey(name)).Select(name => $"{path} has no {name}");
        return missing.Concat(owner.SelectMany(member => members[member.Key] is { } known
            ? Problems(model, (string)known["shape"]!, member.Value, $"{path}.{member.Key}") : [$"{path}.{member.Key} is not in the model"]));
    }

    private static IEnumerable<string> Text(JsonNode shape, string text, string path)
    {
        var named = shape["enum"]?.AsArray().Select(one => (string)one!).ToArray();
        return
        [
            .. Bounds(shape, text.Length, path), .. named?.Contains(text) == false ? new[] { $"{path} is not one of {string.Join(", ", named)}" } : [],
            .. (string?)shape["pattern"] is { } pattern && !Regex.IsMatch(text, $"^(?:{pattern})$", RegexOptions.Singleline) ? new[] { $"{path} does not match {pattern}" } : [],
        ];
    }

    private static IEnumerable<string> Bounds(JsonNode shape, int length, string path)
    {
        if (length < ((int?)shape["min"] ?? 0) || length > ((int?)shape["max"] ?? int.MaxValue))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{path} has {length}");
        }
    }
}
