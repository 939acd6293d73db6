using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Services;

/// <summary>The operations of a service, by name.</summary>
internal sealed class OperationSet
{
    private readonly Dictionary<string, Func<ServiceCall, JsonObject>> _operations = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => _operations.Keys;

    public void Add(string operation, Func<ServiceCall, JsonObject> handler) => _operations.Add(operation, handler);

    /// <summary>An operation whose answer has no members.</summary>
    public void Add(string operation, Action<ServiceCall> handler) => _operations.Add(operation, call =>
    {
        handler(call);
        return [];
    });

    /// <exception cref="AwsErrorException">The sandbox does not serve the operation.</exception>
    public JsonObject Handle(string service, string operation, JsonObject input, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        return _operations.TryGetValue(operation, out var handler)
            ? handler(new ServiceCall(operation, input, context))
            : throw new AwsErrorException("InvalidAction", $"The sandbox does not serve {service}:{operation}.");
    }
}
