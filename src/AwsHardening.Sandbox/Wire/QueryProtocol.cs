using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Wire;

/// <summary>The query protocol of STS, IAM, SNS and CloudWatch.</summary>
internal sealed class QueryProtocol : FormProtocol
{
    private const string ContentType = "text/xml";

    public override string Name => "query";

    protected override string MalformedCode => "MalformedInput";

    protected override FormValueReader Reader { get; } = new(ec2: false);

    public override WireResponse Write(ServiceModel model, OperationModel operation, JsonObject result, string requestId)
    {
        string ns = model.XmlNamespace ?? "";
        return Xml(operation.ResponseCode, ContentType, requestId, xml =>
        {
            xml.WriteStartElement($"{operation.Name}Response", ns);
            if (operation.Output is { } output)
            {
                xml.WriteStartElement(output.ResultWrapper ?? $"{operation.Name}Result", ns);
                new XmlValueWriter(xml).WriteMembers(output.Shape, result, ns);
                xml.WriteEndElement();
            }

            xml.WriteStartElement("ResponseMetadata", ns);
            xml.WriteElementString("RequestId", ns, requestId);
            xml.WriteEndElement();
            xml.WriteEndElement();
        });
    }

    public override WireResponse WriteError(ServiceModel model, AwsErrorException error, string requestId) =>
        Xml(error.Status, ContentType, requestId, xml =>
            XmlErrors.Write(xml, model.XmlNamespace ?? "", ErrorShape(model, error.Code), error, requestId));

    public override AwsErrorException Missing(ShapeMember member) => new(
        "ValidationError",
        $"1 validation error detected: Value null at '{char.ToLowerInvariant(member.Name[0])}{member.Name[1..]}' "
        + "failed to satisfy constraint: Member must not be null");
}
