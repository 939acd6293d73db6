using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using AwsHardening.Clients.Runtime.Shapes;

namespace AwsHardening.Clients.Runtime.Calls;

/// <summary>What every protocol makes of an error: the SDK's bases of the unmarshallers have nothing in common to put it in.</summary>
internal static class OperationError
{
    /// <summary>The exception for an error, of the type that the operation's model has for its code.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="error">Code and message, as the protocol has them.</param>
    /// <param name="inner">What the pipeline failed with.</param>
    /// <param name="statusCode">The status.</param>
    /// <param name="readMembers">Reads the members of the modeled exception out of the answer.</param>
    public static AmazonServiceException Create(
        Operation operation, ErrorResponse error, Exception inner, HttpStatusCode statusCode, Action<StructureShape, Exception> readMembers)
    {
        error.InnerException = inner;
        error.StatusCode = statusCode;
        if (Array.Find(operation.Errors, e => e.Code == error.Code) is not { } modeled)
        {
            return (AmazonServiceException)operation.Service.CreateException(error);
        }

        var exception = modeled.Create(error);
        readMembers(modeled.Shape, exception);
        return (AmazonServiceException)exception;
    }
}
