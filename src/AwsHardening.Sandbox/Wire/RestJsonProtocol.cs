using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Wire;

/// <summary>The rest-json protocol of GuardDuty, SSO and others.</summary>
internal sealed class RestJsonProtocol : RestProtocol
{
    public override string Name => "rest-json";

    protected override string UnknownOperationCode => "UnknownOperationException";

    protected override string MalformedCode => "SerializationException";

    protected override string ContentType => "application/json";

    protected override JsonObject ReadBody(Shape input, byte[] body) =>
        JsonValues.ReadMembers(input, JsonBody.ReadObject(body), IsInBody);

    protected override JsonNode ReadStructure(ShapeMember payload, byte[] body) =>
        JsonValues.Read(payload, JsonBody.Read(body) ?? throw new FormatException("The body is null."));

    protected override byte[] WriteBody(ServiceModel model, ShapeMember output, JsonObject result) =>
        JsonBody.Write(JsonValues.WriteMembers(output.Shape, result, [], IsInResponseBody));

    protected override byte[] WriteStructure(ShapeMember payload, JsonNode value) =>
        JsonBody.Write(JsonValues.Write(payload, value));

    public override WireResponse WriteError(ServiceModel model, AwsErrorException error, string requestId)
    {
        Shape? shape = ErrorShape(model, error.Code);
        var response = new WireResponse { Status = error.Status, ContentType = ContentType };
        if (shape is not null && error.Details is { } details)
        {
            RestBindings.Write(shape, details, response);
        }

        response.Body = JsonBody.Write(JsonErrors.Body(shape, error, []));
        response.Headers["x-amzn-ErrorType"] = error.Code;
        response.Headers["x-amzn-RequestId"] = requestId;
        return response;
    }

    public override AwsErrorException Missing(ShapeMember member) => JsonErrors.Missing(member);
}
