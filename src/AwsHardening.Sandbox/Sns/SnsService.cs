using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.Sns;

/// <summary>Amazon SNS of the embedded account: standard topics, subscriptions, and an outbox of what would have been sent.</summary>
public sealed class SnsService : IServiceHandler
{
    private readonly OperationSet _operations = new();
    private readonly Outbox _outbox;
    private readonly PublishOperation _publish;

    /// <summary>An account's SNS without a topic.</summary>
    /// <param name="account">The account.</param>
    public SnsService(SandboxAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        Regions = new(region => new SnsState(account, region));
        _outbox = new Outbox(account);
        _publish = new PublishOperation(account, Regions, _outbox);
        new TopicOperations(Regions).Register(_operations);
        new SubscriptionOperations(Regions, _outbox).Register(_operations);
        _publish.Register(_operations);
    }

    /// <inheritdoc/>
    public string Service => "sns";

    /// <summary>The operations that are answered.</summary>
    public IReadOnlyCollection<string> Operations => _operations.Names;

    internal IReadOnlyList<SnsDelivery> Sent => _outbox.Sent;

    internal Regional<SnsState> Regions { get; }

    /// <inheritdoc/>
    public JsonObject Handle(string operation, JsonObject input, CallContext context) =>
        _operations.Handle(Service, operation, input, context);

    /// <summary>Makes the account a copy of one Region.</summary>
    internal SnapshotCopy NewCopy(string region) => _operations.Copy = new SnapshotCopy(region);

    /// <inheritdoc cref="PublishOperation.PublishFrom"/>
    internal string? PublishFrom(
        ServicePublisher service, string sourceArn, string topicArn, string? subject, string message, DateTimeOffset time) =>
        _publish.PublishFrom(service, sourceArn, topicArn, subject, message, time);
}
