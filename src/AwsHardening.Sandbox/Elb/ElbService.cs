using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Elb;

/// <summary>Elastic Load Balancing of the embedded account: Application Load Balancers, their listeners and targets.</summary>
public sealed class ElbService : IServiceHandler, IUncopiedService
{
    private readonly OperationSet _operations = new();

    /// <summary>An account's load balancing with nothing in it.</summary>
    /// <param name="account">The account.</param>
    public ElbService(SandboxAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        Regional<ElbState> regions = new(region => new ElbState(account, region));
        new LoadBalancerOperations(regions).Register(_operations);
        new TargetGroupOperations(regions).Register(_operations);
    }

    /// <inheritdoc/>
    public string Service => "elbv2";

    /// <summary>The operations that are answered.</summary>
    public IReadOnlyCollection<string> Operations => _operations.Names;

    /// <inheritdoc/>
    public JsonObject Handle(string operation, JsonObject input, CallContext context) =>
        _operations.Handle(Service, operation, input, context);
}
