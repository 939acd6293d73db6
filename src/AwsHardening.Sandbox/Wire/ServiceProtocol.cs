using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Wire;

/// <summary>The server's side of one AWS protocol.</summary>
internal abstract class ServiceProtocol
{
    /// <summary>The protocol's name in service models.</summary>
    public abstract string Name { get; }

    /// <summary>The error code for an operation that the service does not have.</summary>
    protected abstract string UnknownOperationCode { get; }

    /// <summary>The error code for parameters that cannot be read.</summary>
    protected abstract string MalformedCode { get; }

    /// <summary>The operation that a request asks for, with what its path says.</summary>
    /// <exception cref="AwsErrorException">The service has no such operation.</exception>
    public abstract OperationModel FindOperation(ServiceModel model, WireRequest request);

    /// <summary>The parameters of a request.</summary>
    /// <exception cref="AwsErrorException">The request cannot be read.</exception>
    public JsonObject Parse(OperationModel operation, WireRequest request)
    {
        if (operation.Input is null)
        {
            return [];
        }

        try
        {
            return ParseInput(operation, operation.Input.Shape, request);
        }
        catch (Exception problem) when (problem is FormatException or OverflowException or InvalidOperationException
            or System.Text.Json.JsonException or System.Xml.XmlException)
        {
            throw new AwsErrorException(MalformedCode, problem.Message);
        }
    }

    /// <summary>The answer to a call that succeeded.</summary>
    public abstract WireResponse Write(ServiceModel model, OperationModel operation, JsonObject result, string requestId);

    /// <summary>The answer to a call that failed.</summary>
    public abstract WireResponse WriteError(ServiceModel model, AwsErrorException error, string requestId);

    /// <summary>The error for a required parameter that is absent.</summary>
    public abstract AwsErrorException Missing(ShapeMember member);

    protected abstract JsonObject ParseInput(OperationModel operation, Shape input, WireRequest request);

    protected AwsErrorException Unknown(string? operation) =>
        new(UnknownOperationCode, $"The action {operation} is not valid for this web service.");

    protected static Shape? ErrorShape(ServiceModel model, string code) =>
        model.Shapes.Values.FirstOrDefault(shape => (shape.ErrorCode ?? shape.Name) == code && shape.Kind == ShapeKind.Structure);
}
