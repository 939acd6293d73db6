using System.Globalization;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.S3;

/// <summary>Puts a snapshot's buckets into the state of a new account, with the settings they had and no others.</summary>
internal sealed class BucketLoader : ISnapshotLoader
{
    private static readonly Dictionary<string, Action<Bucket, JsonNode>> s_settings = new(StringComparer.Ordinal)
    {
        ["Acl"] = (bucket, value) => bucket.AclOfCopy = Copy<JsonObject>(value),
        ["Policy"] = (bucket, value) => bucket.Policy = (string)value!,
        ["OwnershipControls"] = (bucket, value) => bucket.Ownership = Copy<JsonObject>(value),
        ["VersioningConfiguration"] = (bucket, value) => (bucket.Versioning, bucket.MfaDelete) = ((string?)value["Status"], (bool?)value["MFADelete"]),
        ["ServerSideEncryptionConfiguration"] = (bucket, value) => bucket.Encryption = Copy<JsonObject>(value),
        ["LifecycleConfiguration"] = (bucket, value) => (bucket.LifecycleRules, bucket.TransitionMinimumSize) =
            (Copy<JsonArray>(value["Rules"]!), (string?)value["TransitionDefaultMinimumObjectSize"]),
        ["Tagging"] = (bucket, value) => bucket.Tags = Copy<JsonArray>(value["TagSet"]!),
        ["PublicAccessBlockConfiguration"] = (bucket, value) => bucket.PublicAccessBlock = Copy<JsonObject>(value),
    };

    private readonly S3State _state;
    private readonly SnapshotCopy _copy;

    public BucketLoader(S3Service service, string region)
    {
        _state = service.State;
        _copy = new SnapshotCopy(region);
        _copy.AddUnread("GetBucketLogging", null, "The snapshot does not say where access to buckets is logged.");
        _state.Copy = _copy;
    }

    public string Service => "s3";

    public void Load(SnapshotRecord record)
    {
        if (record.Unread is not null)
        {
            _copy.AddUnread(record);
        }
        else if (record.Data is { } data)
        {
            Add(record.Id, data);
        }
    }

    public void Link()
    {
    }

    // The state holds all that S3 shows of a bucket: nothing is left to lay over it.
    public void Compare(SnapshotRecord record)
    {
    }

    private void Add(string name, JsonObject data)
    {
        try
        {
            var created = (string?)data["CreationDate"] is { } text
                ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : default;
            var bucket = new Bucket(name, (string?)data["BucketRegion"] ?? "", created)
            {
                Encryption = null,
                PublicAccessBlock = null,
                Copy = new BucketCopy(),
            };
            foreach (var (setting, set) in s_settings)
            {
                if (data[setting] is { } value)
                {
                    set(bucket, value);
                }
            }

            if (bucket.AclOfCopy is null)
            {
                bucket.Copy.AddUnread("GetBucketAcl", null, "The snapshot does not say what the bucket's ACL is.");
            }

            foreach (var unread in data["Unread"] as JsonArray ?? [])
            {
                bucket.Copy.AddUnread((string)unread!["Operation"]!, (string?)unread["ErrorCode"], (string)unread["Message"]!);
            }

            _state.Buckets.Add(name, bucket);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException or InvalidCastException or NullReferenceException)
        {
            throw new SnapshotException(SnapshotFault.Damaged, $"{SnapshotTypes.Bucket.Name} {name} cannot be understood: {e.Message}", e);
        }
    }

    private static T Copy<T>(JsonNode node)
        where T : JsonNode => (T)node.DeepClone();
}
