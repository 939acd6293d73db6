using System.Text;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Wire;

/// <summary>What rest-json and rest-xml share: everything but the form of the body.</summary>
internal abstract class RestProtocol : ServiceProtocol
{
    protected abstract string ContentType { get; }

    public override OperationModel FindOperation(ServiceModel model, WireRequest request) =>
        RestRouter.Of(model).Find(request) ?? throw Unknown($"{request.Method} {request.RawPath}");

    protected override JsonObject ParseInput(OperationModel operation, Shape input, WireRequest request)
    {
        JsonObject result = input.Payload switch
        {
            null when input.Members.Any(IsInBody) && request.Body.Length > 0 => ReadBody(input, request.Body),
            { } payload when request.Body.Length > 0 => new JsonObject { [payload.Name] = ReadPayload(payload, request.Body) },
            _ => [],
        };
        RestBindings.Read(operation, request, result);
        return result;
    }

    public override WireResponse Write(ServiceModel model, OperationModel operation, JsonObject result, string requestId)
    {
        var response = new WireResponse { Status = operation.ResponseCode };
        if (operation.Output?.Shape is { } output)
        {
            RestBindings.Write(output, result, response);
            if (output.Payload is { } payload)
            {
                WriteWhole(payload, result[payload.Name], response);
            }
            else if (output.Members.Any(IsInResponseBody))
            {
                response.Body = WriteBody(model, operation.Output, result);
                response.ContentType = ContentType;
            }
        }

        response.Headers["x-amzn-RequestId"] = requestId;
        return response;
    }

    protected abstract JsonObject ReadBody(Shape input, byte[] body);

    protected abstract JsonNode ReadStructure(ShapeMember payload, byte[] body);

    protected abstract byte[] WriteBody(ServiceModel model, ShapeMember output, JsonObject result);

    protected abstract byte[] WriteStructure(ShapeMember payload, JsonNode value);

    protected static bool IsInBody(ShapeMember member) => member.Location == MemberLocation.Body;

    // A response has no path and no query: what a request would carry there is in its body.
    protected static bool IsInResponseBody(ShapeMember member) =>
        member.Location is MemberLocation.Body or MemberLocation.Uri or MemberLocation.QueryString;

    private JsonNode ReadPayload(ShapeMember payload, byte[] body) => payload.Shape switch
    {
        { IsDocument: false, Kind: ShapeKind.Blob } => JsonValue.Create(Convert.ToBase64String(body)),
        { IsDocument: false, Kind: ShapeKind.String } => JsonValue.Create(Encoding.UTF8.GetString(body)),
        _ => ReadStructure(payload, body),
    };

    private void WriteWhole(ShapeMember payload, JsonNode? value, WireResponse response)
    {
        if (value is null)
        {
            return;
        }

        (response.Body, string type) = payload.Shape switch
        {
            { IsDocument: false, Kind: ShapeKind.Blob } =>
                (Convert.FromBase64String(value.GetValue<string>()), "application/octet-stream"),
            { IsDocument: false, Kind: ShapeKind.String } => (Encoding.UTF8.GetBytes(value.GetValue<string>()), "text/plain"),
            _ => (WriteStructure(payload, value), ContentType),
        };
        response.ContentType ??= type;
    }
}
