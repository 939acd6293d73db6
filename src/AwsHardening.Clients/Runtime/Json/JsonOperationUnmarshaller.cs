using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using AwsHardening.Clients.Runtime.Calls;
using AwsHardening.Clients.Runtime.Rest;

namespace AwsHardening.Clients.Runtime.Json;

/// <summary>Reads the responses and errors of the json and rest-json protocols.</summary>
internal sealed class JsonOperationUnmarshaller(Operation operation) : JsonResponseUnmarshaller
{
    private readonly bool _streaming = operation.Output.Find(operation.Output.Payload)?.Streaming == true;

    public override bool HasStreamingProperty => _streaming;

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        var response = (AmazonWebServiceResponse)operation.Output.Create();
        if (operation.Service.Protocol == Protocol.RestJson)
        {
            RestResponseReader.Read(operation.Output, RestBody.Of(Protocol.RestJson), input.ResponseData, input.Stream, response);
        }
        else
        {
            JsonBody.Read(StreamBytes.Read(input.Stream), operation.Output, response);
        }

        operation.AfterUnmarshalling?.Invoke(response);
        return response;
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var body = StreamBytes.Read(input.Stream);
        var error = OperationError.Create(
            operation, JsonErrorBody.Read(body, input.ResponseData), innerException, statusCode,
            (shape, exception) =>
            {
                RestResponseReader.ReadHeaders(shape, input.ResponseData, exception);
                try
                {
                    JsonBody.Read(body, shape, exception);
                }
                catch (JsonException)
                {
                    // The code came from a header; the members are lost, the error is not.
                }
            });
        error.ErrorCode = JsonErrorBody.QueryCode(input.ResponseData) ?? error.ErrorCode;
        return error;
    }

    protected override bool ShouldReadEntireResponse(IWebResponseData response, bool readEntireResponse) =>
        readEntireResponse && !_streaming && base.ShouldReadEntireResponse(response, readEntireResponse);
}
