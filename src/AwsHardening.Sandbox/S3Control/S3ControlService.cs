using System.Text.Json.Nodes;
using AwsHardening.Sandbox.S3;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.S3Control;

/// <summary>S3 Control of the embedded account: the public access block of the account, which counts for all of its buckets.</summary>
public sealed class S3ControlService : IServiceHandler
{
    private const string Member = "PublicAccessBlockConfiguration";

    private readonly SandboxAccount _account;
    private readonly OperationSet _operations = new();

    /// <summary>An account without a block.</summary>
    /// <param name="account">The account.</param>
    public S3ControlService(SandboxAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        _account = account;
        _operations.Add("GetPublicAccessBlock", Get);
        _operations.Add("PutPublicAccessBlock", Put);
        _operations.Add("DeletePublicAccessBlock", (ServiceCall call) => Set(call, null));
    }

    /// <inheritdoc/>
    public string Service => "s3control";

    /// <summary>The operations that are answered.</summary>
    public IReadOnlyCollection<string> Operations => _operations.Names;

    /// <inheritdoc/>
    public JsonObject Handle(string operation, JsonObject input, CallContext context) => _operations.Handle(Service, operation, input, context);

    /// <summary>Makes the service a copy that knows what a snapshot tells it.</summary>
    internal SnapshotCopy NewCopy() => _operations.Copy = new SnapshotCopy(region: null);

    internal S3State State => _account.Service<S3Service>().State;

    private JsonObject Get(ServiceCall call)
    {
        CheckAccount(call);
        return new JsonObject
        {
            [Member] = State.AccountBlock?.DeepClone() ?? throw new AwsErrorException(
                "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found", 404)
            {
                Details = new JsonObject { ["AccountId"] = _account.AccountId },
            },
        };
    }

    private void Put(ServiceCall call) => Set(call, PublicAccessOperations.Whole(call.Input[Member] as JsonObject ?? []));

    private void Set(ServiceCall call, JsonObject? block)
    {
        CheckAccount(call);
        State.AccountBlock = block;
    }

    private void CheckAccount(ServiceCall call)
    {
        if (call.Required("AccountId") != _account.AccountId)
        {
            throw new AwsErrorException("AccessDenied", "Access Denied", 403);
        }
    }
}
