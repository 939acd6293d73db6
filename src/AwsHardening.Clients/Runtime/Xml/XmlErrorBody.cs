using System.Text;
using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using AwsHardening.Clients.Runtime.Calls;
using AwsHardening.Clients.Runtime.Shapes;

namespace AwsHardening.Clients.Runtime.Xml;

/// <summary>Reads an XML error, of query or of ec2: code, message, sender or receiver, request id.</summary>
internal static class XmlErrorBody
{
    public static ErrorResponse Read(byte[] body, IWebResponseData response)
    {
        var error = new ErrorResponse { Type = ErrorType.Unknown };
        try
        {
            ReadDocument(body, error);
        }
        catch (XmlException)
        {
            // A proxy or load balancer may answer with a page of its own; then the status code is all there is.
        }

        if (string.IsNullOrEmpty(error.RequestId) && response.IsHeaderPresent("x-amzn-RequestId"))
        {
            error.RequestId = response.GetHeaderValue("x-amzn-RequestId");
        }

        if (string.IsNullOrEmpty(error.Message))
        {
            error.Message = ErrorMessages.Default(error.Code, Encoding.UTF8.GetString(body));
        }

        return error;
    }

    /// <summary>Fills a modeled exception from the members of the Error element.</summary>
    public static void ReadMembers(byte[] body, StructureShape shape, object exception)
    {
        if (shape.Members.Length == 0)
        {
            return;
        }

        using var reader = XmlInput.Open(new MemoryStream(body, writable: false));
        if (reader.ReadToFollowing("Error"))
        {
            XmlShapeReader.ReadMembers(reader, shape, exception);
        }
    }

    private static void ReadDocument(byte[] body, ErrorResponse error)
    {
        using var reader = XmlInput.Open(new MemoryStream(body, writable: false));
        var inError = false;
        reader.Read();
        while (!reader.EOF)
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                inError &= !(reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "Error");
                reader.Read();
                continue;
            }

            switch (reader.LocalName)
            {
                case "Error":
                    inError = true;
                    reader.Read();
                    break;
                case "Code" when inError:
                    error.Code = reader.ReadElementContentAsString();
                    break;
                case "Message" or "message" when inError:
                    error.Message = reader.ReadElementContentAsString();
                    break;
                case "Type" when inError:
                    error.Type = Enum.TryParse<ErrorType>(reader.ReadElementContentAsString(), true, out var type)
                        ? type : ErrorType.Unknown;
                    break;
                case "RequestId" or "RequestID":
                    error.RequestId = reader.ReadElementContentAsString();
                    break;
                default:
                    reader.Read();
                    break;
            }
        }
    }
}
