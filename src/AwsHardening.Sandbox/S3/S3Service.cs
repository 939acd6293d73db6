using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.S3;

/// <summary>
/// Amazon S3 of the embedded account: general purpose buckets with versions, conditional writes, default encryption, policies
/// and the public access block. Bucket policies are judged for being public here; callers are held to them before a call gets here.
/// </summary>
public sealed class S3Service : IServiceHandler
{
    private readonly Dictionary<string, Func<S3Call, JsonObject>> _operations = new(StringComparer.Ordinal);

    /// <summary>An account's S3 without a bucket.</summary>
    /// <param name="options">Account, clock and ids.</param>
    public S3Service(S3Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        State = new S3State(options);
        BucketOperations.Register(_operations);
        VersioningOperations.Register(_operations);
        EncryptionOperations.Register(_operations);
        PublicAccessOperations.Register(_operations);
        AclOperations.Register(_operations);
        OwnershipOperations.Register(_operations);
        PolicyOperations.Register(_operations);
        TaggingOperations.Register(_operations);
        LoggingOperations.Register(_operations);
        LifecycleOperations.Register(_operations);
        PutOperations.Register(_operations);
        ReadOperations.Register(_operations);
        DeleteOperations.Register(_operations);
        ObjectListing.Register(_operations);
        VersionListing.Register(_operations);
    }

    /// <inheritdoc/>
    public string Service => "s3";

    /// <summary>The operations that are answered.</summary>
    public IReadOnlyCollection<string> Operations => _operations.Keys;

    internal S3State State { get; }

    /// <inheritdoc/>
    public JsonObject Handle(string operation, JsonObject input, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        State.Copy?.Check(operation, context.Region);
        return _operations.TryGetValue(operation, out var handler)
            ? handler(new S3Call(State, operation, input, context.Region))
            : throw S3Errors.NotImplemented(operation);
    }

    /// <summary>Asks whether another AWS service may do something in a bucket.</summary>
    /// <param name="bucket">The bucket's name.</param>
    /// <param name="service">The service principal.</param>
    /// <param name="action">Such as <c>s3:PutObject</c>.</param>
    /// <param name="key">The object's key, or null for the bucket itself.</param>
    /// <param name="context">The condition keys of the call.</param>
    /// <returns>False, too, where the bucket is not there.</returns>
    internal bool Lets(string bucket, string service, string action, string? key, IReadOnlyDictionary<string, string> context) =>
        State.Buckets.GetValueOrDefault(bucket) is { } found
        && ServicePolicy.Allows(found.Policy, service, action, key is null ? found.Arn : $"{found.Arn}/{key}", context);

    /// <summary>True when the account has a bucket of the name.</summary>
    internal bool Has(string bucket) => State.Buckets.ContainsKey(bucket);

    /// <summary>Writes an object as another AWS service does.</summary>
    internal void Deliver(string bucket, string key, byte[] body, JsonObject metadata)
    {
        var found = State.Buckets[bucket];
        Handle("PutObject", new JsonObject
        {
            ["Bucket"] = bucket,
            ["Key"] = key,
            ["Body"] = Convert.ToBase64String(body),
            ["ContentType"] = "application/json",
            ["ContentEncoding"] = "gzip",
            ["Metadata"] = metadata.Count == 0 ? null : metadata,
        }, new CallContext(found.Region, "", ""));
    }

    /// <summary>Gives a bucket name to another account: names are unique across all accounts of a partition.</summary>
    /// <param name="name">The name that can no longer be had.</param>
    public void TakeName(string name) => State.ForeignNames.Add(name);

    /// <summary>Lets the next conditional write of an object meet another write that is under way.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The object's key.</param>
    public void ConflictNext(string bucket, string key) => State.Conflicts.Add((bucket, key));
}
