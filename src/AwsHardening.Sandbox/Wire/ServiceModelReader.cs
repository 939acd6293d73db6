using System.Text.Json;

namespace AwsHardening.Sandbox.Wire;

/// <summary>Reads a model in botocore's form (<c>service-2.json</c>).</summary>
internal sealed class ServiceModelReader
{
    private readonly Dictionary<string, Shape> _shapes = new(StringComparer.Ordinal);

    private ServiceModelReader(JsonElement shapes)
    {
        foreach (JsonProperty shape in shapes.EnumerateObject())
        {
            _shapes.Add(shape.Name, ReadShape(shape));
        }

        // Members refer to shapes, and shapes to themselves: first all shapes, then what they hold.
        foreach (JsonProperty shape in shapes.EnumerateObject())
        {
            ReadMembers(_shapes[shape.Name], shape.Value);
        }
    }

    public static ServiceModel Read(JsonElement metadata, JsonElement shapes, IEnumerable<JsonElement> operations)
    {
        var reader = new ServiceModelReader(shapes);
        string prefix = Text(metadata, "endpointPrefix") ?? "";
        return new ServiceModel
        {
            Shapes = reader._shapes,
            Operations = operations.Select(reader.ReadOperation).DistinctBy(operation => operation.Name)
                .ToDictionary(operation => operation.Name, StringComparer.Ordinal),
            Protocols = metadata.TryGetProperty("protocols", out JsonElement protocols)
                ? [.. protocols.EnumerateArray().Select(protocol => protocol.GetString()!)]
                : [metadata.GetProperty("protocol").GetString()!],
            SigningName = Text(metadata, "signingName") ?? prefix,
            EndpointPrefix = prefix,
            ServiceId = Text(metadata, "serviceId") ?? "",
            TargetPrefix = Text(metadata, "targetPrefix"),
            IsQueryCompatible = metadata.TryGetProperty("awsQueryCompatible", out _),
            JsonVersion = Text(metadata, "jsonVersion") ?? "1.0",
            XmlNamespace = Text(metadata, "xmlNamespace"),
        };
    }

    private OperationModel ReadOperation(JsonElement operation)
    {
        JsonElement http = operation.GetProperty("http");
        return new OperationModel
        {
            Name = operation.GetProperty("name").GetString()!,
            HttpMethod = Text(http, "method") ?? "POST",
            RequestUri = Text(http, "requestUri") ?? "/",
            ResponseCode = http.TryGetProperty("responseCode", out JsonElement code) ? code.GetInt32() : 200,
            Input = operation.TryGetProperty("input", out JsonElement input) ? ReadMember("", input) : null,
            Output = operation.TryGetProperty("output", out JsonElement output) ? ReadMember("", output) : null,
        };
    }

    private static Shape ReadShape(JsonProperty shape) => new()
    {
        Name = shape.Name,
        Kind = Kind(shape.Value.GetProperty("type").GetString()!),
        LocationName = Text(shape.Value, "locationName"),
        Flattened = Flag(shape.Value, "flattened"),
        TimestampFormat = Text(shape.Value, "timestampFormat"),
        Namespace = Namespace(shape.Value),
        IsDocument = Flag(shape.Value, "document"),
        Required = shape.Value.TryGetProperty("required", out JsonElement required)
            ? [.. required.EnumerateArray().Select(name => name.GetString()!)]
            : [],
        ErrorCode = shape.Value.TryGetProperty("error", out JsonElement error) ? Text(error, "code") : null,
    };

    private void ReadMembers(Shape shape, JsonElement source)
    {
        ShapeMember? Named(string name) => source.TryGetProperty(name, out JsonElement place) ? ReadMember("", place) : null;
        shape.Item = Named("member");
        shape.Key = Named("key");
        shape.Value = Named("value");
        if (source.TryGetProperty("members", out JsonElement members))
        {
            shape.Members = [.. members.EnumerateObject().Select(member => ReadMember(member.Name, member.Value))];
        }

        if (Text(source, "payload") is { } payload)
        {
            shape.Payload = shape.Find(payload);
        }
    }

    private ShapeMember ReadMember(string name, JsonElement source) => new()
    {
        Name = name,
        Shape = _shapes[source.GetProperty("shape").GetString()!],
        LocationName = Text(source, "locationName"),
        QueryName = Text(source, "queryName"),
        Location = Location(Text(source, "location")),
        Flattened = Flag(source, "flattened"),
        TimestampFormat = Text(source, "timestampFormat"),
        Namespace = Namespace(source),
        IsXmlAttribute = Flag(source, "xmlAttribute"),
        IsJsonValue = Flag(source, "jsonvalue"),
        ResultWrapper = Text(source, "resultWrapper"),
    };

    private static ShapeKind Kind(string type) => type switch
    {
        "structure" => ShapeKind.Structure,
        "list" => ShapeKind.List,
        "map" => ShapeKind.Map,
        "boolean" => ShapeKind.Boolean,
        "integer" or "long" or "short" or "byte" => ShapeKind.Integer,
        "float" or "double" => ShapeKind.Float,
        "timestamp" => ShapeKind.Timestamp,
        "blob" => ShapeKind.Blob,
        "string" or "character" => ShapeKind.String,
        _ => throw new NotSupportedException($"The model has a shape of the unknown type '{type}'."),
    };

    private static MemberLocation Location(string? location) => location switch
    {
        null => MemberLocation.Body,
        "uri" => MemberLocation.Uri,
        "querystring" => MemberLocation.QueryString,
        "header" => MemberLocation.Header,
        "headers" => MemberLocation.Headers,
        "statusCode" => MemberLocation.StatusCode,
        _ => throw new NotSupportedException($"The model has a member at the unknown location '{location}'."),
    };

    // The trait is an object in most models and the bare URI in some.
    private static XmlNamespaceTrait? Namespace(JsonElement source) =>
        !source.TryGetProperty("xmlNamespace", out JsonElement ns) ? null
        : ns.ValueKind == JsonValueKind.String ? new(ns.GetString()!, null)
        : new(Text(ns, "uri") ?? "", Text(ns, "prefix"));

    private static string? Text(JsonElement source, string name) =>
        source.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static bool Flag(JsonElement source, string name) =>
        source.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;
}
