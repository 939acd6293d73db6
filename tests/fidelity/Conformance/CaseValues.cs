using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime.Documents;
using AwsHardening.Clients.Runtime.Json;
using AwsHardening.Clients.Runtime.Shapes;

namespace AwsHardening.FidelityTests.Conformance;

/// <summary>Values as the cases write them: timestamps as epoch seconds, blobs as their text, non-finite numbers as strings.</summary>
internal static class CaseValues
{
    public static object? FromCase(Shape shape, JsonNode? json)
    {
        if (shape.Type == ShapeType.Document)
        {
            var reader = new System.Text.Json.Utf8JsonReader(Encoding.UTF8.GetBytes(json?.ToJsonString() ?? "null"));
            reader.Read();
            return JsonDocumentReader.Read(ref reader);
        }

        if (json is null)
        {
            return null;
        }

        switch (shape)
        {
            case StructureShape structure:
                var value = (IDynamicStructure)structure.Create();
                foreach (var (name, member) in json.AsObject())
                {
                    value.Members[name] = FromCase(structure.Find(name)!.Shape, member);
                }

                return value;
            case ListShape list:
                return json.AsArray().Select(item => FromCase(list.Element, item)).ToList();
            case MapShape map:
                return json.AsObject().ToDictionary(p => p.Key, p => FromCase(map.Value, p.Value));
        }

        var text = json.ToString();
        return shape.Type switch
        {
            ShapeType.Boolean => json.GetValue<bool>(),
            ShapeType.Integer => json.GetValue<int>(),
            ShapeType.Long => json.GetValue<long>(),
            ShapeType.Float => float.Parse(text, CultureInfo.InvariantCulture),
            ShapeType.Double => double.Parse(text, CultureInfo.InvariantCulture),
            ShapeType.Timestamp => DateTime.UnixEpoch.AddTicks((long)(json.GetValue<decimal>() * TimeSpan.TicksPerSecond)),
            ShapeType.Blob => new MemoryStream(Encoding.UTF8.GetBytes(text)),
            _ => text,
        };
    }

    public static JsonNode? ToCase(object? value) => value switch
    {
        null => null,
        IDynamicStructure structure => new JsonObject(structure.Members.Where(m => m.Value is not null)
            .Select(m => KeyValuePair.Create(m.Key, ToCase(m.Value)))),
        Document document => JsonNode.Parse(JsonWriter.WriteDocument(document)),
        IDictionary map => new JsonObject(map.Keys.Cast<string>().Select(key => KeyValuePair.Create(key, ToCase(map[key])))),
        Stream stream => ReadText(stream),
        string text => text,
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(ToCase)]),
        bool flag => flag,
        DateTime time => (decimal)(time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond,
        float number when !float.IsFinite(number) => number.ToString(CultureInfo.InvariantCulture),
        double number when !double.IsFinite(number) => number.ToString(CultureInfo.InvariantCulture),
        float number => JsonNode.Parse(number.ToString("R", CultureInfo.InvariantCulture)),
        _ => JsonNode.Parse(Convert.ToString(value, CultureInfo.InvariantCulture)!),
    };

    /// <summary>Alike whatever the order of members and the way numbers are written.</summary>
    public static string Canonical(JsonNode? json) => json switch
    {
        null => "null",
        JsonObject map => "{" + string.Join(",", map.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"\"{p.Key}\":{Canonical(p.Value)}")) + "}",
        JsonArray list => "[" + string.Join(",", list.Select(Canonical)) + "]",
        _ when json.GetValueKind() == System.Text.Json.JsonValueKind.Number =>
            double.Parse(json.ToJsonString(), CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture),
        _ => json.ToJsonString(),
    };

    private static string ReadText(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
