using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Wire;

/// <summary>Errors of requests whose service is unknown, and with it their protocol.</summary>
internal static class UnroutedErrors
{
    public static WireResponse Write(WireRequest request, AwsErrorException error, string requestId)
    {
        var response = new WireResponse { Status = error.Status };
        response.Headers["x-amzn-RequestId"] = requestId;
        if (request.Header("Content-Type")?.Contains("json", StringComparison.OrdinalIgnoreCase) == true)
        {
            response.ContentType = "application/x-amz-json-1.1";
            response.Headers["x-amzn-ErrorType"] = error.Code;
            response.Body = JsonBody.Write(JsonErrors.Body(null, error, new JsonObject { ["__type"] = error.Code }));
        }
        else
        {
            response.ContentType = "text/xml";
            response.Body = XmlBody.Write(xml => XmlErrors.Write(xml, "", null, error, requestId));
        }

        return response;
    }
}
