using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>The operations by name.</summary>
internal sealed class OperationTable
{
    private readonly Dictionary<string, Func<Ec2Call, JsonObject>> _handlers = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => _handlers.Keys;

    public void Add(string operation, Func<Ec2Call, JsonObject> handler) => _handlers.Add(operation, handler);

    public void Add<T>(Describe<T> describe, Func<Ec2Region, Ec2Table<T>> table)
        where T : Ec2Resource => Add(describe.Operation, call => describe.Answer(call, table(call.Region)));

    public Func<Ec2Call, JsonObject> this[string operation] => _handlers.TryGetValue(operation, out var handler)
        ? handler
        : throw new AwsErrorException("InvalidAction", $"The action {operation} is not valid for this web service.");
}
