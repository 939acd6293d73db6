using System.Net;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using AwsHardening.Core.Account;

namespace AwsHardening.Core.Changes;

/// <summary>Makes a call that stands as data: the only door through which the account is changed.</summary>
internal static class ApiInvoker
{
    // The two reports of IAM are made of what is there, and change nothing; a pattern is tried on what the call itself brings.
    private static readonly string[] s_reads =
        ["BatchGet", "Describe", "Get", "Head", "List", "Lookup", "Query", "Scan", "Test", "GenerateCredentialReport", "GenerateServiceLastAccessedDetails"];

    /// <summary>Makes the call.</summary>
    /// <param name="session">The session.</param>
    /// <param name="service">The service, such as <c>ec2</c>.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="parameters">The parameters, in AWS's member names.</param>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    /// <returns>The answer, in AWS's member names.</returns>
    /// <exception cref="ArgumentException">The service has no such operation, or it no such parameter.</exception>
    public static async Task<JsonObject> InvokeAsync(
        AwsSession session, string service, string operation, JsonObject parameters, CancellationToken cancellationToken)
    {
        return await InvokeAsync(session.Writer(service), service, operation, parameters, cancellationToken);
    }

    /// <summary>Reads, through the client that repeats what fails.</summary>
    /// <inheritdoc cref="InvokeAsync(AwsSession, string, string, JsonObject, CancellationToken)"/>
    public static Task<JsonObject> ReadAsync(
        AwsSession session, string service, string operation, JsonObject parameters, CancellationToken cancellationToken) =>
        Array.Exists(s_reads, prefix => operation.StartsWith(prefix, StringComparison.Ordinal))
            ? InvokeAsync(session.Reader(service), service, operation, parameters, cancellationToken)
            : throw new ArgumentException($"{operation} is no read.", nameof(operation));

    private static async Task<JsonObject> InvokeAsync(
        AmazonServiceClient client, string service, string operation, JsonObject parameters, CancellationToken cancellationToken)
    {
        var name = SdkNames.Operation(service, operation);
        var method = client.GetType().GetMethods().FirstOrDefault(m => m.Name == name + "Async" && m.GetParameters() is { Length: 2 } p
                && p[0].ParameterType.Name == name + "Request")
            ?? throw new ArgumentException($"The client for '{service}' has no operation {operation}.", nameof(operation));
        var request = SdkJson.ToSdk(parameters, method.GetParameters()[0].ParameterType);
        var task = Start(client, method, request, cancellationToken);
        await task;
        var answer = task.GetType().GetProperty(nameof(Task<AmazonWebServiceResponse>.Result))!.GetValue(task);
        // The S3 client takes some refusals for an empty answer.
        return answer is AmazonWebServiceResponse { HttpStatusCode: HttpStatusCode.NotFound } nothing
            ? throw new AmazonServiceException(
                $"{operation} found nothing.", ErrorType.Sender, "NotFound", nothing.ResponseMetadata?.RequestId, nothing.HttpStatusCode)
            : (JsonObject)SdkJson.FromSdk(answer)!;
    }

    private static Task Start(AmazonServiceClient client, MethodInfo method, object request, CancellationToken cancellationToken)
    {
        try
        {
            return (Task)method.Invoke(client, [request, cancellationToken])!;
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }
}
