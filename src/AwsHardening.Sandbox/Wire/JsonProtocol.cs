using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Wire;

/// <summary>The json protocol, versions 1.0 and 1.1, of KMS, CloudTrail, SSM, Config and CloudWatch Logs.</summary>
internal sealed class JsonProtocol : ServiceProtocol
{
    public override string Name => "json";

    protected override string UnknownOperationCode => "UnknownOperationException";

    protected override string MalformedCode => "SerializationException";

    public override OperationModel FindOperation(ServiceModel model, WireRequest request)
    {
        string? target = request.Header("X-Amz-Target");
        string? name = target?[(target.LastIndexOf('.') + 1)..];
        return model.Operations.GetValueOrDefault(name ?? "") ?? throw Unknown(name);
    }

    protected override JsonObject ParseInput(OperationModel operation, Shape input, WireRequest request) =>
        JsonValues.ReadMembers(input, JsonBody.ReadObject(request.Body));

    public override WireResponse Write(ServiceModel model, OperationModel operation, JsonObject result, string requestId)
    {
        byte[] body = operation.Output is { } output ? JsonBody.Write(JsonValues.WriteMembers(output.Shape, result, [])) : [];
        return Answer(model, operation.ResponseCode, body, requestId);
    }

    public override WireResponse WriteError(ServiceModel model, AwsErrorException error, string requestId)
    {
        Shape? shape = ErrorShape(model, QueryCompatibility.ShapeOf(error.Code));
        // Of a service that spoke query before, the type has the shape's name, and the code stands in a header of its own.
        string type = model.IsQueryCompatible ? shape?.Name ?? error.Code : error.Code;
        JsonObject body = JsonErrors.Body(shape, error, new JsonObject { ["__type"] = type });
        WireResponse response = Answer(model, error.Status, JsonBody.Write(body), requestId);
        response.Headers["x-amzn-ErrorType"] = type;
        QueryCompatibility.Mark(model, response, error);
        return response;
    }

    public override AwsErrorException Missing(ShapeMember member) => JsonErrors.Missing(member);

    private static WireResponse Answer(ServiceModel model, int status, byte[] body, string requestId)
    {
        var response = new WireResponse { Status = status, Body = body, ContentType = $"application/x-amz-json-{model.JsonVersion}" };
        response.Headers["x-amzn-RequestId"] = requestId;
        return response;
    }
}
