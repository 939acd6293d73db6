using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.Kms;

/// <summary>
/// AWS KMS of the embedded account: symmetric keys with real AES-GCM under them, their states, rotation, aliases, grants and
/// replicas in other Regions. Callers are held to key policies and grants before a call gets here.
/// </summary>
public sealed class KmsService : IServiceHandler
{
    private readonly Dictionary<string, Func<KmsCall, JsonObject>> _operations = new(StringComparer.Ordinal);
    private SnapshotCopy? _copy;

    /// <summary>An account's KMS without a key.</summary>
    /// <param name="options">Account, clock and ids.</param>
    public KmsService(KmsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        State = new KmsState(options);
        KeyOperations.Register(_operations);
        KeyStateOperations.Register(_operations);
        RotationOperations.Register(_operations);
        AliasOperations.Register(_operations);
        CipherOperations.Register(_operations);
        GrantOperations.Register(_operations);
        PolicyOperations.Register(_operations);
        TagOperations.Register(_operations);
    }

    /// <inheritdoc/>
    public string Service => "kms";

    /// <summary>Makes the account a copy of one Region.</summary>
    internal SnapshotCopy NewCopy(string region) => _copy = new SnapshotCopy(region);

    /// <summary>The operations that are answered.</summary>
    public IReadOnlyCollection<string> Operations => _operations.Keys;

    internal KmsState State { get; }

    /// <inheritdoc/>
    public JsonObject Handle(string operation, JsonObject input, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        _copy?.Check(operation, context.Region, input);
        return _operations.TryGetValue(operation, out var handler)
            ? handler(new KmsCall(State, input, context.Region))
            : throw KmsErrors.Unsupported(operation);
    }
}
