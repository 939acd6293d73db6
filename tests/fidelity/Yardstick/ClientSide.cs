using System.Reflection;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace AwsHardening.FidelityTests.Yardstick;

/// <summary>One of the two clients, reached by reflection.</summary>
public sealed class ClientSide(Assembly assembly, string clientNamespace, string client)
{
    public Assembly Assembly => assembly;

    public string Namespace => clientNamespace;

    public Type RequestType(string operation) => Type($"{clientNamespace}.Model.{operation}Request");

    public Type? Find(string fullName) => assembly.GetType(fullName);

    /// <summary>The endpoint of a Region, or the reason why there is none.</summary>
    public string Endpoint(string region, bool fips, bool dualStack)
    {
        var config = (ClientConfig)Activator.CreateInstance(Type($"{clientNamespace}.Amazon{client}Config"))!;
        config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region);
        config.UseFIPSEndpoint = fips;
        config.UseDualstackEndpoint = dualStack;
        try
        {
            return config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new AnyRequest())).URL;
        }
        catch (AmazonClientException error)
        {
            return error.Message;
        }
    }

    private sealed class AnyRequest : AmazonWebServiceRequest;

    /// <summary>Calls an operation against a wire, and gives its response or the exception.</summary>
    public async Task<object> CallAsync(string operation, object request, Wire wire)
    {
        var config = (ClientConfig)Activator.CreateInstance(Type($"{clientNamespace}.Amazon{client}Config"))!;
        config.ServiceURL = "http://service.test/";
        config.AuthenticationRegion = "us-east-1";
        config.MaxErrorRetry = 0;
        config.HttpClientFactory = wire;
        using var instance = (IDisposable)Activator.CreateInstance(
            Type($"{clientNamespace}.Amazon{client}Client"), new BasicAWSCredentials("AKID", "SECRET"), config)!;
        var method = instance.GetType().GetMethod(operation + "Async", [request.GetType(), typeof(CancellationToken)])!;
        try
        {
            var task = (Task)method.Invoke(instance, [request, CancellationToken.None])!;
            await task;
            return task.GetType().GetProperty("Result")!.GetValue(task)!;
        }
        catch (TargetInvocationException error)
        {
            return error.InnerException!;
        }
        catch (AmazonClientException error)
        {
            return error;
        }
        catch (AmazonServiceException error)
        {
            return error;
        }
    }

    private Type Type(string name) =>
        assembly.GetType(name) ?? throw new InvalidOperationException($"{assembly.GetName().Name} has no {name}.");
}
