using System.Text.Json.Nodes;
using Amazon.Runtime;
using AwsHardening.Clients.Runtime.Calls;
using AwsHardening.Clients.Runtime.Shapes;

namespace AwsHardening.FidelityTests.Conformance;

/// <summary>Turns the model of a compliance suite into the runtime's tables, without generated classes.</summary>
internal sealed class DynamicModel(JsonNode suite)
{
    private readonly Dictionary<string, Shape> _shapes = [];

    public Operation Operation(JsonNode given)
    {
        var metadata = suite["metadata"]!;
        return new Operation
        {
            Service = new Service
            {
                Protocol = metadata["protocol"]!.GetValue<string>() switch
                {
                    "ec2" => Protocol.Ec2,
                    "query" => Protocol.Query,
                    "json" => Protocol.Json,
                    "rest-xml" => Protocol.RestXml,
                    _ => Protocol.RestJson,
                },
                Name = "Conformance",
                ApiVersion = metadata["apiVersion"]!.GetValue<string>(),
                TargetPrefix = metadata["targetPrefix"]?.GetValue<string>(),
                JsonVersion = metadata["jsonVersion"]?.GetValue<string>() ?? "1.1",
                CreateException = e => new AmazonServiceException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
            },
            Name = given["name"]!.GetValue<string>(),
            HttpMethod = given["http"]!["method"]!.GetValue<string>(),
            RequestUri = given["http"]!["requestUri"]!.GetValue<string>(),
            BodyName = given["input"]?["locationName"]?.GetValue<string>(),
            BodyNamespace = Namespace(given["input"]?["xmlNamespace"]),
            HostPrefix = given["endpoint"]?["hostPrefix"]?.GetValue<string>(),
            Input = Structure(given["input"]?["shape"]?.GetValue<string>(), () => new DynamicRequest()),
            Output = Structure(given["output"]?["shape"]?.GetValue<string>(), () => new DynamicResponse()),
            // The cases leave the wrapper to the protocol's rule; real models name it.
            ResultWrapper = metadata["protocol"]!.GetValue<string>() == "query" ? given["name"]!.GetValue<string>() + "Result" : null,
            Gzip = given["requestcompression"] is not null,
            Errors = [.. (given["errors"]?.AsArray() ?? []).Select(e => Error(e!["shape"]!.GetValue<string>()))],
        };
    }

    private ModeledError Error(string name) => new(
        Json(name)["error"]?["code"]?.GetValue<string>() ?? name,
        e => new DynamicException(e),
        Structure(name, () => throw new NotSupportedException(), "message"));

    private JsonNode Json(string name) => suite["shapes"]![name]!;

    private StructureShape Structure(string? name, Func<object> create, params string[] without)
    {
        if (name is null)
        {
            return new StructureShape("Empty", create, () => []);
        }

        var json = Json(name);
        return new StructureShape(name, create, () => [.. json["members"]!.AsObject()
            .Where(m => !without.Contains(m.Key, StringComparer.OrdinalIgnoreCase))
            .OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => Member(m.Key, m.Value!))])
        {
            Payload = json["payload"]?.GetValue<string>(),
            XmlName = json["locationName"]?.GetValue<string>(),
            XmlNamespace = Namespace(json["xmlNamespace"]),
        };
    }

    private Member Member(string name, JsonNode json)
    {
        var target = json["shape"]!.GetValue<string>();
        var shape = (Find(target), json["flattened"]?.GetValue<bool>()) switch
        {
            (ListShape list, true) => list.AsFlattened(),
            (MapShape map, true) => map.AsFlattened(),
            var (other, _) => other,
        };
        return new Member(
            name, shape,
            o => ((IDynamicStructure)o).Members.GetValueOrDefault(name), (o, v) => ((IDynamicStructure)o).Members[name] = v)
        {
            LocationName = json["locationName"]?.GetValue<string>(),
            QueryName = json["queryName"]?.GetValue<string>(),
            Location = json["location"]?.GetValue<string>() switch
            {
                "header" => MemberLocation.Header,
                "headers" => MemberLocation.Headers,
                "uri" => MemberLocation.Uri,
                "querystring" => MemberLocation.QueryString,
                "statusCode" => MemberLocation.StatusCode,
                _ => MemberLocation.Body,
            },
            Format = Format(json["timestampFormat"]),
            XmlAttribute = json["xmlAttribute"]?.GetValue<bool>() == true,
            XmlNamespace = Namespace(json["xmlNamespace"]),
            IdempotencyToken = json["idempotencyToken"]?.GetValue<bool>() == true,
            JsonValue = json["jsonvalue"]?.GetValue<bool>() == true,
            Streaming = json["streaming"]?.GetValue<bool>() == true || Json(target)["streaming"]?.GetValue<bool>() == true,
        };
    }

    private Shape Find(string name) => _shapes.TryGetValue(name, out var known) ? known : _shapes[name] = Create(name, Json(name));

    private Shape Create(string name, JsonNode json) => json["type"]!.GetValue<string>() switch
    {
        "boolean" => Shape.Boolean,
        "integer" => Shape.Integer,
        "long" => Shape.Long,
        "float" => Shape.Float,
        "double" => Shape.Double,
        "blob" => Shape.Blob,
        "timestamp" => Format(json["timestampFormat"]) switch
        {
            TimestampFormat.Iso8601 => Shape.TimestampIso8601,
            TimestampFormat.UnixSeconds => Shape.TimestampUnix,
            TimestampFormat.Rfc822 => Shape.TimestampRfc822,
            _ => Shape.Timestamp,
        },
        "structure" when json["document"]?.GetValue<bool>() == true => Shape.Document,
        "structure" => Structure(name, () => new DynamicStructure()),
        "list" => new ListShape(() => new List<object?>(), Find(json["member"]!["shape"]!.GetValue<string>()))
        {
            ElementName = json["member"]!["locationName"]?.GetValue<string>(),
            ElementNamespace = Namespace(json["member"]!["xmlNamespace"]),
            Flattened = json["flattened"]?.GetValue<bool>() == true,
            Sparse = json["sparse"]?.GetValue<bool>() == true,
        },
        "map" => new MapShape(() => new Dictionary<string, object?>(), Find(json["value"]!["shape"]!.GetValue<string>()))
        {
            KeyName = json["key"]!["locationName"]?.GetValue<string>() ?? "key",
            ValueName = json["value"]!["locationName"]?.GetValue<string>() ?? "value",
            KeyNamespace = Namespace(json["key"]!["xmlNamespace"]),
            ValueNamespace = Namespace(json["value"]!["xmlNamespace"]),
            Flattened = json["flattened"]?.GetValue<bool>() == true,
            Sparse = json["sparse"]?.GetValue<bool>() == true,
        },
        _ => Shape.String,
    };

    private static XmlNamespace? Namespace(JsonNode? json) => json switch
    {
        null => null,
        JsonObject named => new(named["uri"]!.GetValue<string>(), named["prefix"]?.GetValue<string>()),
        _ => new(json.GetValue<string>()),
    };

    private static TimestampFormat Format(JsonNode? format) => format?.GetValue<string>() switch
    {
        "iso8601" => TimestampFormat.Iso8601,
        "unixTimestamp" => TimestampFormat.UnixSeconds,
        "rfc822" => TimestampFormat.Rfc822,
        _ => TimestampFormat.Default,
    };
}
