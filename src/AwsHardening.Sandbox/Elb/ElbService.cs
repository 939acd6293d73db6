using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.Elb;

/// <summary>Elastic Load Balancing of the embedded account: Application Load Balancers, their listeners and targets.</summary>
public sealed class ElbService : IServiceHandler
{
    private readonly OperationSet _operations = new();

    /// <summary>An account's load balancing with nothing in it.</summary>
    /// <param name="account">The account.</param>
    public ElbService(SandboxAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        Regions = new(region => new ElbState(account, region));
        new LoadBalancerOperations(Regions).Register(_operations);
        new TargetGroupOperations(Regions).Register(_operations);
    }

    /// <inheritdoc/>
    public string Service => "elbv2";

    /// <summary>Makes the account a copy of one Region.</summary>
    internal SnapshotCopy NewCopy(string region) => _operations.Copy = new SnapshotCopy(region);

    /// <summary>The operations that are answered.</summary>
    public IReadOnlyCollection<string> Operations => _operations.Names;

    internal Regional<ElbState> Regions { get; }

    /// <inheritdoc/>
    public JsonObject Handle(string operation, JsonObject input, CallContext context) =>
        _operations.Handle(Service, operation, input, context);
}
