using System.Net;
using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using AwsHardening.Clients.Runtime.Calls;

namespace AwsHardening.Clients.Runtime.Xml;

/// <summary>Reads the responses and errors of the query and ec2 protocols.</summary>
internal sealed class XmlOperationUnmarshaller(Operation operation) : XmlResponseUnmarshaller
{
    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
    {
        var response = (AmazonWebServiceResponse)operation.Output.Create();
        response.ResponseMetadata = new ResponseMetadata();
        using (var reader = XmlInput.Open(input.Stream))
        {
            // Some operations answer with nothing at all.
            if (!input.IsEmptyResponse && reader.MoveToContent() == XmlNodeType.Element)
            {
                ReadDocument(reader, response);
            }
        }

        operation.AfterUnmarshalling?.Invoke(response);
        return response;
    }

    public override AmazonServiceException UnmarshallException(
        XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var body = StreamBytes.Read(input.Stream);
        return OperationError.Create(
            operation, XmlErrorBody.Read(body, input.ResponseData), innerException, statusCode,
            (shape, exception) => XmlErrorBody.ReadMembers(body, shape, exception));
    }

    private void ReadDocument(XmlReader reader, AmazonWebServiceResponse response)
    {
        if (operation.ResultWrapper is null)
        {
            XmlShapeReader.ReadMembers(reader, operation.Output, response, other => ReadMetadata(other, response));
            return;
        }

        if (XmlShapeReader.EnterElement(reader))
        {
            while (XmlShapeReader.NextElement(reader))
            {
                if (reader.LocalName == operation.ResultWrapper)
                {
                    XmlShapeReader.ReadMembers(reader, operation.Output, response);
                }
                else if (!ReadMetadata(reader, response))
                {
                    reader.Skip();
                }
            }
        }
    }

    /// <summary>The request id: a child of the root in ec2, inside ResponseMetadata in query.</summary>
    private static bool ReadMetadata(XmlReader reader, AmazonWebServiceResponse response)
    {
        if (reader.LocalName.Equals("requestId", StringComparison.OrdinalIgnoreCase))
        {
            response.ResponseMetadata.RequestId = reader.ReadElementContentAsString();
            return true;
        }

        if (reader.LocalName != "ResponseMetadata")
        {
            return false;
        }

        if (XmlShapeReader.EnterElement(reader))
        {
            while (XmlShapeReader.NextElement(reader))
            {
                var name = reader.LocalName;
                var value = reader.ReadElementContentAsString();
                if (name == "RequestId")
                {
                    response.ResponseMetadata.RequestId = value;
                }
                else
                {
                    response.ResponseMetadata.Metadata[name] = value;
                }
            }

            reader.ReadEndElement();
        }

        return true;
    }
}
