using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using AwsHardening.Clients.Runtime.Json;
using AwsHardening.Clients.Runtime.Query;
using AwsHardening.Clients.Runtime.Rest;

namespace AwsHardening.Clients.Runtime.Calls;

/// <summary>Turns a request object into the HTTP request of its protocol; the SDK's pipeline then signs and sends it.</summary>
internal sealed class OperationMarshaller(Operation operation) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, operation.Service.Name) { HttpMethod = operation.HttpMethod };
        switch (operation.Service.Protocol)
        {
            case Protocol.Ec2:
            case Protocol.Query:
                new QueryRequestWriter(request.ParameterCollection, operation.Service.Protocol == Protocol.Ec2)
                    .Write(operation, input, operation.Service.ApiVersion);
                operation.AfterMarshalling?.Invoke(request.ParameterCollection);
                break;
            case Protocol.Json:
                WriteJson(request, input);
                break;
            case Protocol.RestJson:
            case Protocol.RestXml:
                new RestRequestWriter(operation, request).Write(input);
                break;
        }

        if (operation.Gzip)
        {
            request.CompressionAlgorithm = CompressionEncodingAlgorithm.gzip;
        }

        if (operation.HostPrefix is not null)
        {
            request.HostPrefix = FillHostPrefix(operation.HostPrefix, input);
        }

        return request;
    }

    private string FillHostPrefix(string prefix, object input)
    {
        foreach (var member in operation.Input.Members)
        {
            var label = $"{{{member.Name}}}";
            if (prefix.Contains(label, StringComparison.Ordinal))
            {
                prefix = prefix.Replace(label, member.Get(input) as string, StringComparison.Ordinal);
            }
        }

        return prefix;
    }

    private void WriteJson(DefaultRequest request, object input)
    {
        var service = operation.Service;
        request.Headers["X-Amz-Target"] = $"{service.TargetPrefix}.{operation.Name}";
        request.Headers["Content-Type"] = "application/x-amz-json-" + service.JsonVersion;
        request.Headers["x-amz-api-version"] = service.ApiVersion;
        request.ResourcePath = "/";
        request.Content = JsonWriter.Write(operation.Input, input);
    }
}
