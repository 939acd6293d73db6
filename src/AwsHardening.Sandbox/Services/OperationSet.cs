using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.Services;

/// <summary>The operations of a service, by name.</summary>
internal sealed class OperationSet
{
    private readonly Dictionary<string, Func<ServiceCall, JsonObject>> _operations = new(StringComparer.Ordinal);

    /// <summary>What an account that is a copy does not know; null for one that is none.</summary>
    public SnapshotCopy? Copy { get; set; }

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
        Copy?.Check(operation, context.Region, input);
        return _operations.TryGetValue(operation, out var handler)
            ? handler(new ServiceCall(operation, input, context))
            : throw new AwsErrorException("InvalidAction", $"The sandbox does not serve {service}:{operation}.");
    }
}
