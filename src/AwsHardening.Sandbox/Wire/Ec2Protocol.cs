using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Wire;

/// <summary>EC2's own variant of the query protocol.</summary>
internal sealed class Ec2Protocol : FormProtocol
{
    private const string ContentType = "text/xml;charset=UTF-8";

    public override string Name => "ec2";

    protected override string MalformedCode => "InvalidParameterValue";

    protected override FormValueReader Reader { get; } = new(ec2: true);

    public override WireResponse Write(ServiceModel model, OperationModel operation, JsonObject result, string requestId)
    {
        string ns = model.XmlNamespace ?? "";
        return Xml(operation.ResponseCode, ContentType, requestId, xml =>
        {
            xml.WriteStartElement($"{operation.Name}Response", ns);
            xml.WriteElementString("requestId", ns, requestId);
            if (operation.Output is { } output)
            {
                new XmlValueWriter(xml).WriteMembers(output.Shape, result, ns);
            }

            xml.WriteEndElement();
        });
    }

    public override WireResponse WriteError(ServiceModel model, AwsErrorException error, string requestId) =>
        Xml(error.Status, ContentType, requestId, xml =>
        {
            xml.WriteStartElement("Response");
            xml.WriteStartElement("Errors");
            xml.WriteStartElement("Error");
            xml.WriteElementString("Code", error.Code);
            XmlErrors.WriteMessage(xml, "", error);
            XmlErrors.WriteDetails(xml, ErrorShape(model, error.Code), error);
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteElementString("RequestID", requestId);
            xml.WriteEndElement();
        });

    public override AwsErrorException Missing(ShapeMember member) =>
        new("MissingParameter", $"The request must contain the parameter {Reader.NameOf(member)}");
}
