using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Wire;

/// <summary>The rest-xml protocol of S3.</summary>
internal sealed class RestXmlProtocol : RestProtocol
{
    private const string S3Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    public override string Name => "rest-xml";

    protected override string UnknownOperationCode => "MethodNotAllowed";

    protected override string MalformedCode => "MalformedXML";

    protected override string ContentType => "application/xml";

    protected override JsonObject ReadBody(Shape input, byte[] body) =>
        XmlValueReader.ReadMembers(input, XmlBody.Read(body), IsInBody);

    protected override JsonNode ReadStructure(ShapeMember payload, byte[] body) =>
        XmlValueReader.ReadMembers(payload.Shape, XmlBody.Read(body));

    public override WireResponse Write(ServiceModel model, OperationModel operation, JsonObject result, string requestId)
    {
        var response = base.Write(model, operation, result, requestId);
        if (model.IsS3)
        {
            response.Headers["x-amz-request-id"] = requestId;
        }

        return response;
    }

    // The answer to GetBucketLocation is its one member alone.
    protected override byte[] WriteBody(ServiceModel model, ShapeMember output, JsonObject result) =>
        model.IsS3 && output.Shape.Name == "GetBucketLocationOutput"
            ? XmlBody.Write(xml => xml.WriteElementString("LocationConstraint", S3Namespace, (string?)result["LocationConstraint"] ?? ""))
            : WriteWrapped(model, output, result);

    private static byte[] WriteWrapped(ServiceModel model, ShapeMember output, JsonObject result) => Document(
        output.LocationName ?? output.Shape.LocationName ?? output.Shape.Name,
        output.Namespace ?? output.Shape.Namespace ?? (model.XmlNamespace is { } uri ? new(uri, null) : null),
        output.Shape,
        result,
        IsInResponseBody);

    // Some models give a payload's member its own name as location name; that says nothing of the element's name.
    protected override byte[] WriteStructure(ShapeMember payload, JsonNode value) => Document(
        payload.LocationName is { } name && name != payload.Name ? name : payload.Shape.LocationName ?? payload.Shape.Name,
        payload.Namespace ?? payload.Shape.Namespace,
        payload.Shape,
        value.AsObject(),
        null);

    public override WireResponse WriteError(ServiceModel model, AwsErrorException error, string requestId)
    {
        Shape? shape = ErrorShape(model, error.Code);
        var response = new WireResponse { Status = error.Status, ContentType = ContentType };
        if (shape is not null && error.Details is { } details)
        {
            RestBindings.Write(shape, details, response);
        }

        response.Headers["x-amzn-RequestId"] = requestId;
        if (model.IsS3)
        {
            response.Headers["x-amz-request-id"] = requestId;
            S3ErrorBody.Write(error, requestId, response);
        }
        else
        {
            response.Body = XmlBody.Write(xml => XmlErrors.Write(xml, model.XmlNamespace ?? "", shape, error, requestId));
        }

        return response;
    }

    public override AwsErrorException Missing(ShapeMember member) =>
        new("InvalidRequest", $"Missing required parameter for this operation: {member.WireName}");

    private static byte[] Document(
        string name, XmlNamespaceTrait? trait, Shape shape, JsonObject value, Func<ShapeMember, bool>? filter) =>
        XmlBody.Write(xml =>
        {
            string ns = trait is { Prefix: null } ? trait.Uri : "";
            var writer = new XmlValueWriter(xml);
            xml.WriteStartElement(name, ns);
            writer.DeclarePrefix(trait);
            writer.WriteMembers(shape, value, ns, filter);
            xml.WriteEndElement();
        });
}
