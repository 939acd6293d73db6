using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace AwsHardening.FidelityTests.Yardstick;

/// <summary>Makes random responses and errors that keep to a service's model.</summary>
public sealed class RandomResponse(JsonObject model, int seed)
{
    private static readonly string[] s_strings = ["a", "Hello World", "ä€😀", "<x>&\"'", "line\nbreak", "", "2024"];

    private readonly Random _random = new(seed);

    private bool IsXml => model["metadata"]!["protocol"]!.GetValue<string>() is "query" or "ec2";

    public CannedResponse Success(string operation)
    {
        var output = model["operations"]![operation]!["output"];
        var shape = output?["shape"]?.GetValue<string>();
        var headers = new Dictionary<string, string> { ["x-amzn-RequestId"] = Guid(), ["Content-Type"] = ContentType };
        var body = IsXml
            ? Xml(operation, shape, output?["resultWrapper"]?.GetValue<string>())
            : Encoding.UTF8.GetBytes((shape is null ? [] : JsonObject(shape, 0, headers)).ToJsonString());
        return new CannedResponse(200, headers, body);
    }

    /// <param name="error">The shape of a modeled error, or null for one that no model knows.</param>
    public CannedResponse Error(string? error)
    {
        var headers = new Dictionary<string, string> { ["x-amzn-RequestId"] = Guid(), ["Content-Type"] = ContentType };
        var json = error is null ? null : model["shapes"]![error]!;
        var code = json?["error"]?["code"]?.GetValue<string>() ?? error ?? "SomethingElse";
        var status = json?["error"]?["httpStatusCode"]?.GetValue<int>() ?? (_random.Next(2) == 0 ? 400 : 403);
        if (IsXml)
        {
            return new CannedResponse(status, headers, Encoding.UTF8.GetBytes(
                $"<ErrorResponse xmlns=\"urn:x\"><Error><Type>{(_random.Next(2) == 0 ? "Sender" : "Receiver")}</Type><Code>{code}</Code>" +
                $"<Message>went wrong &amp; so on</Message></Error><RequestId>{Guid()}</RequestId></ErrorResponse>"));
        }

        var body = error is null ? new JsonObject() : JsonObject(error, 0, headers);
        foreach (var name in body.Select(p => p.Key).Where(k => k.Equals("message", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            body.Remove(name);
        }

        switch (_random.Next(3))
        {
            case 0:
                headers["x-amzn-ErrorType"] = code + ":http://internal.amazon.com/";
                break;
            case 1:
                body["__type"] = "com.amazon.coral#" + code;
                break;
            default:
                body["__type"] = code;
                break;
        }

        if (_random.Next(4) > 0)
        {
            body[_random.Next(2) == 0 ? "message" : "Message"] = "went wrong & so on";
        }

        return new CannedResponse(status, headers, Encoding.UTF8.GetBytes(body.ToJsonString()));
    }

    private string ContentType => IsXml ? "text/xml" : "application/x-amz-json-1.1";

    private string Guid()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    private JsonNode Shape(string name) => model["shapes"]![name]!;

    private IEnumerable<(string Name, JsonNode Json)> Members(string shape, int depth) =>
        (Shape(shape)["members"]?.AsObject() ?? []).Where(_ => depth < 6 && _random.Next(5) > 0).Select(m => (m.Key, m.Value!));

    private JsonObject JsonObject(string shape, int depth, Dictionary<string, string>? headers = null)
    {
        var json = new JsonObject();
        foreach (var (name, member) in Members(shape, depth))
        {
            var location = member["locationName"]?.GetValue<string>() ?? name;
            if (member["location"] is null)
            {
                json[location] = Json(member["shape"]!.GetValue<string>(), depth + 1);
            }
            else if (headers is not null)
            {
                headers[location] = "from-header";
            }
        }

        if (_random.Next(4) == 0)
        {
            json["someNewMember"] = new JsonObject { ["x"] = new JsonArray(1, 2) };
        }

        return json;
    }

    private JsonNode? Json(string name, int depth)
    {
        var shape = Shape(name);
        return shape["type"]!.GetValue<string>() switch
        {
            "structure" => JsonObject(name, depth),
            "list" => new JsonArray([.. Enumerable.Range(0, depth > 5 ? 0 : _random.Next(3)).Select(_ => Json(shape["member"]!["shape"]!.GetValue<string>(), depth + 1))]),
            "map" => new JsonObject(Enumerable.Range(0, depth > 5 ? 0 : _random.Next(3)).Select(i => KeyValuePair.Create($"k{i}", Json(shape["value"]!["shape"]!.GetValue<string>(), depth + 1)))),
            "boolean" => _random.Next(2) == 0,
            "integer" => _random.Next(-5, 100000),
            "long" => _random.NextInt64(-5, 1L << 40),
            "float" or "double" => Math.Round(_random.NextDouble() * 1000, 4),
            "timestamp" => _random.Next(2) == 0 ? _random.Next(0, 2_000_000_000) : Math.Round(_random.Next(0, 2_000_000_000) + 0.25, 3),
            "blob" => Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(shape))),
            _ => Text(shape),
        };
    }

    private string Text(JsonNode shape) => shape["enum"] is JsonArray values && _random.Next(5) > 0
        ? values[_random.Next(values.Count)]!.GetValue<string>()
        : s_strings[_random.Next(s_strings.Length)];

    private byte[] Xml(string operation, string? shape, string? wrapper)
    {
        XNamespace ns = model["metadata"]!["xmlNamespace"]!.GetValue<string>();
        var members = shape is null ? [] : XmlMembers(ns, shape, 0).ToArray();
        var root = new XElement(
            ns + (operation + "Response"),
            wrapper is null ? members : [new XElement(ns + wrapper, members)],
            new XElement(ns + "ResponseMetadata", new XElement(ns + "RequestId", Guid())));
        return Encoding.UTF8.GetBytes(root.ToString(_random.Next(2) == 0 ? SaveOptions.None : SaveOptions.DisableFormatting));
    }

    private IEnumerable<XElement> XmlMembers(XNamespace ns, string shape, int depth)
    {
        foreach (var (name, member) in Members(shape, depth))
        {
            yield return new XElement(ns + (member["locationName"]?.GetValue<string>() ?? name), Xml(ns, member["shape"]!.GetValue<string>(), depth + 1));
        }
    }

    private object[] Xml(XNamespace ns, string name, int depth)
    {
        var shape = Shape(name);
        return shape["type"]!.GetValue<string>() switch
        {
            "structure" => [.. XmlMembers(ns, name, depth)],
            "list" => [.. Enumerable.Range(0, _random.Next(3)).Select(_ => new XElement(
                ns + (shape["member"]!["locationName"]?.GetValue<string>() ?? "member"), Xml(ns, shape["member"]!["shape"]!.GetValue<string>(), depth + 1)))],
            "boolean" => [_random.Next(2) == 0 ? "true" : "false"],
            "integer" or "long" => [_random.Next(-5, 100000)],
            "timestamp" => [DateTime.UnixEpoch.AddSeconds(_random.Next(0, 2_000_000_000)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)],
            "blob" => [Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(shape)))],
            _ => [Text(shape)],
        };
    }
}
