using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Wire;

/// <summary>
/// Smithy's RPC v2 CBOR protocol, which CloudWatch's current clients speak (Smithy 2.0: Smithy RPC v2 CBOR protocol). The operation
/// stands in the path.
/// </summary>
internal sealed class CborProtocol : ServiceProtocol
{
    /// <summary>What requests and answers call the protocol in their header.</summary>
    public const string HeaderValue = "rpc-v2-cbor";

    public override string Name => "smithy-rpc-v2-cbor";

    protected override string UnknownOperationCode => "UnknownOperationException";

    protected override string MalformedCode => "SerializationException";

    public override OperationModel FindOperation(ServiceModel model, WireRequest request) =>
        request.RawPath.TrimStart('/').Split('/') is [.., "service", var service, "operation", var name] && service == model.TargetPrefix
            ? model.Operations.GetValueOrDefault(name) ?? throw Unknown(name)
            : throw Unknown(request.RawPath);

    protected override JsonObject ParseInput(OperationModel operation, Shape input, WireRequest request) =>
        JsonValues.ReadMembers(input, CborReader.ReadObject(request.Body));

    public override WireResponse Write(ServiceModel model, OperationModel operation, JsonObject result, string requestId) =>
        Answer(operation.ResponseCode, CborWriter.Write(operation.Output?.Shape, operation.Output is null ? [] : result), requestId);

    public override WireResponse WriteError(ServiceModel model, AwsErrorException error, string requestId)
    {
        var shape = ErrorShape(model, error.Code);
        var response = Answer(error.Status, CborWriter.WriteError(shape?.Name ?? error.Code, shape, error), requestId);
        QueryCompatibility.Mark(model, response, error);
        return response;
    }

    // CloudWatch checks parameters alike in all its protocols.
    public override AwsErrorException Missing(ShapeMember member) => new("ValidationError", JsonErrors.Missing(member).Message);

    private static WireResponse Answer(int status, byte[] body, string requestId)
    {
        var response = new WireResponse { Status = status, Body = body, ContentType = "application/cbor" };
        response.Headers["smithy-protocol"] = HeaderValue;
        response.Headers["x-amzn-RequestId"] = requestId;
        return response;
    }
}
