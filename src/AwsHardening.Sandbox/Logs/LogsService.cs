using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Kms;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Logs;

/// <summary>CloudWatch Logs of the embedded account: groups, retention, keys, streams, events.</summary>
public sealed class LogsService : IServiceHandler
{
    private readonly OperationSet _operations = new();

    internal LogsService(SandboxAccount account, KmsState keys)
    {
        Regions = new(region => new LogsState(account, keys, region));
        new GroupOperations(Regions).Register(_operations);
        new EventOperations(Regions).Register(_operations);
    }

    /// <inheritdoc/>
    public string Service => "logs";

    /// <summary>The operations that are answered.</summary>
    public IReadOnlyCollection<string> Operations => _operations.Names;

    internal Regional<LogsState> Regions { get; }

    /// <inheritdoc/>
    public JsonObject Handle(string operation, JsonObject input, CallContext context) =>
        _operations.Handle(Service, operation, input, context);
}
