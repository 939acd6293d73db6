using System.Text.Json.Nodes;
using System.Xml;

namespace AwsHardening.Sandbox.Wire;

/// <summary>The rest-xml protocol of S3.</summary>
internal sealed class RestXmlProtocol : RestProtocol
{
    public override string Name => "rest-xml";

    protected override string UnknownOperationCode => "MethodNotAllowed";

    protected override string MalformedCode => "MalformedXML";

    protected override string ContentType => "application/xml";

    protected override JsonObject ReadBody(Shape input, byte[] body) =>
        XmlValueReader.ReadMembers(input, XmlBody.Read(body), IsInBody);

    protected override JsonNode ReadStructure(ShapeMember payload, byte[] body) =>
        XmlValueReader.ReadMembers(payload.Shape, XmlBody.Read(body));

    protected override byte[] WriteBody(ServiceModel model, ShapeMember output, JsonObject result) => Document(
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
        if (model.ServiceId == "S3")
        {
            response.Headers["x-amz-request-id"] = requestId;
            response.Body = XmlBody.Write(xml => WriteBareError(xml, error, requestId));
        }
        else
        {
            response.Body = XmlBody.Write(xml => XmlErrors.Write(xml, model.XmlNamespace ?? "", shape, error, requestId));
        }

        return response;
    }

    public override AwsErrorException Missing(ShapeMember member) =>
        new("InvalidRequest", $"Missing required parameter for this operation: {member.WireName}");

    // S3 alone leaves the outer element out.
    private static void WriteBareError(XmlWriter xml, AwsErrorException error, string requestId)
    {
        xml.WriteStartElement("Error");
        xml.WriteElementString("Code", error.Code);
        xml.WriteElementString("Message", error.Message);
        xml.WriteElementString("RequestId", requestId);
        xml.WriteEndElement();
    }

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
