using System.Text.Json.Nodes;
using System.Xml;

namespace AwsHardening.Sandbox.Wire;

/// <summary>What errors in XML have in common.</summary>
internal static class XmlErrors
{
    /// <summary>The members that an error has beside its code and message.</summary>
    public static void WriteDetails(XmlWriter xml, Shape? shape, AwsErrorException error)
    {
        if (shape is not null && error.Details is { } details)
        {
            new XmlValueWriter(xml).WriteMembers(
                shape, details, "", member => member.Location == MemberLocation.Body && member.Name is not ("Message" or "message"));
        }
    }

    public static void WriteMessage(XmlWriter xml, string ns, AwsErrorException error)
    {
        if (error.Message.Length > 0)
        {
            xml.WriteElementString("Message", ns, error.Message);
        }
    }

    /// <summary>The form of query and rest-xml.</summary>
    public static void Write(XmlWriter xml, string ns, Shape? shape, AwsErrorException error, string requestId)
    {
        xml.WriteStartElement("ErrorResponse", ns);
        xml.WriteStartElement("Error", ns);
        xml.WriteElementString("Type", ns, error.Status < 500 ? "Sender" : "Receiver");
        xml.WriteElementString("Code", ns, error.Code);
        WriteMessage(xml, ns, error);
        WriteDetails(xml, shape, error);
        xml.WriteEndElement();
        xml.WriteElementString("RequestId", ns, requestId);
        xml.WriteEndElement();
    }
}
