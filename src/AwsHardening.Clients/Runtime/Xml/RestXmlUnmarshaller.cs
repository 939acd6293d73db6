using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using AwsHardening.Clients.Runtime.Calls;
using AwsHardening.Clients.Runtime.Rest;

namespace AwsHardening.Clients.Runtime.Xml;

/// <summary>Reads the responses and errors of the rest-xml protocol.</summary>
internal sealed class RestXmlUnmarshaller(Operation operation) : XmlResponseUnmarshaller
{
    private readonly bool _streaming = operation.Output.Find(operation.Output.Payload)?.Streaming == true;

    public override bool HasStreamingProperty => _streaming;

    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
    {
        var response = (AmazonWebServiceResponse)operation.Output.Create();
        RestResponseReader.Read(operation.Output, RestBody.Of(Protocol.RestXml), input.ResponseData, input.Stream, response);
        operation.AfterUnmarshalling?.Invoke(response);
        return response;
    }

    public override AmazonServiceException UnmarshallException(
        XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var body = StreamBytes.Read(input.Stream);
        return OperationError.Create(
            operation, XmlErrorBody.Read(body, input.ResponseData), innerException, statusCode,
            (shape, exception) =>
            {
                RestResponseReader.ReadHeaders(shape, input.ResponseData, exception);
                XmlErrorBody.ReadMembers(body, shape, exception);
            });
    }

    protected override bool ShouldReadEntireResponse(IWebResponseData response, bool readEntireResponse) =>
        readEntireResponse && !_streaming && base.ShouldReadEntireResponse(response, readEntireResponse);
}
