using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.Kms;

/// <summary>The Key Management Service of the embedded account: keys, aliases, policies, rotation, deletion.</summary>
public sealed class KmsService : IServiceHandler
{
    private readonly OperationSet _operations = new();

    /// <summary>An account's KMS without a key.</summary>
    /// <param name="account">The account.</param>
    public KmsService(SandboxAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        State = new KmsState(account);
        new KeyOperations(State, account).Register(_operations);
        new AliasOperations(State).Register(_operations);
    }

    /// <inheritdoc/>
    public string Service => "kms";

    /// <summary>Makes the account a copy of one Region.</summary>
    internal SnapshotCopy NewCopy(string region) => _operations.Copy = new SnapshotCopy(region);

    /// <summary>The operations that are answered.</summary>
    public IReadOnlyCollection<string> Operations => _operations.Names;

    internal KmsState State { get; }

    /// <inheritdoc/>
    public JsonObject Handle(string operation, JsonObject input, CallContext context) =>
        _operations.Handle(Service, operation, input, context);
}
