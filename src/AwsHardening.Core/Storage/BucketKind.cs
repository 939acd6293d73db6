using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Storage;

/// <summary>A bucket and those of its settings that a change wrote. The settings it left alone are no drift of it.</summary>
internal sealed class BucketKind : IResourceKind
{
    public const string Type = "AWS::S3::Bucket";

    private static readonly Dictionary<string, string> s_noIds = [];

    public string ResourceType => Type;

    public IReadOnlyList<string> RequiredActions { get; } =
    [
        "s3:ListAllMyBuckets", "s3:ListBucket", "s3:GetBucketPolicy", "s3:GetBucketOwnershipControls", "s3:GetBucketVersioning",
        "s3:GetEncryptionConfiguration", "s3:GetLifecycleConfiguration", "s3:GetBucketTagging", "s3:GetBucketPublicAccessBlock",
        "s3:CreateBucket", "s3:DeleteBucket", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:PutBucketOwnershipControls",
        "s3:PutBucketVersioning", "s3:PutEncryptionConfiguration", "s3:PutBucketPublicAccessBlock", "s3:PutLifecycleConfiguration",
        "s3:PutBucketTagging", "s3:ListBucketVersions", "s3:DeleteObjectVersion",
    ];

    public Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken) =>
        BucketReader.ReadAsync(session, change.ResourceId, change.AccountId, cancellationToken);

    public CallEffect Effect(ApiCall call, JsonObject present, IdMap ids)
    {
        var there = BucketContent.IsThere(present);
        var done = call.Operation switch
        {
            "CreateBucket" => there,
            "DeleteBucket" => !there,
            _ => there && BucketSetting.Of(call.Operation) is { } setting && BucketContent.Same(
                setting, call.Operation == setting.Put ? setting.Written(call.Parameters) : null, present[setting.Name]),
        };
        return done ? new CallEffect(true, s_noIds) : CallEffect.None;
    }

    public IReadOnlyList<string> Drift(ResourceChange change, JsonObject present) => Differences(change.After, present);

    public IReadOnlyList<string> DriftBefore(ResourceChange change, JsonObject present, IdMap ids) => Differences(change.Before, present);

    public ResourceChange? Standing(ResourceChange change, JsonObject present)
    {
        if (BucketContent.IsThere(change.After) != BucketContent.IsThere(present))
        {
            return null;
        }

        // A bucket that was made goes whole or not at all; AWS keeps one that holds data.
        if (BucketContent.IsThere(change.Before) != BucketContent.IsThere(change.After))
        {
            return change;
        }

        var standing = BucketSetting.All
            .Where(setting => change.After.ContainsKey(setting.Name)
                && BucketContent.Same(setting, change.After[setting.Name], present[setting.Name]))
            .Select(setting => setting.Name).ToHashSet();
        return standing.Count == 0 ? null : change with
        {
            Before = Only(change.Before, standing),
            After = Only(change.After, standing),
            Calls = [.. change.Calls.Where(call => standing.Contains(BucketSetting.Of(call.Operation)!.Name))],
            Inverse = [.. change.Inverse.Where(call => standing.Contains(BucketSetting.Of(call.Operation)!.Name))],
        };
    }

    public async Task<int> CountAsync(AccountView view)
    {
        var buckets = await view.Buckets();
        return buckets.IsKnown
            ? buckets.Value.Count
            : throw new UnreadFactException(buckets.Reason!) { What = "the buckets", IamAction = "s3:ListAllMyBuckets" };
    }

    // Buckets are known by their names, which nobody issues anew.
    public IReadOnlyDictionary<string, string> PresentIds(JsonObject content, JsonObject present) => s_noIds;

    // Without the bucket, what a later change raised could never be taken back.
    public bool LeansOn(ResourceChange later, ResourceChange change, IdMap ids) =>
        !BucketContent.IsThere(change.Before) && BucketContent.IsThere(change.After)
        && BucketContent.IsThere(later.Before) && BucketContent.IsThere(later.After);

    public JsonObject? Foresee(ResourceChange change, JsonObject present)
    {
        if (!BucketContent.IsThere(change.After))
        {
            return BucketContent.Absent();
        }

        var foreseen = BucketContent.IsThere(present) ? (JsonObject)present.DeepClone() : new JsonObject { [BucketReader.Region] = change.Region };
        foreach (var (name, value) in change.After)
        {
            foreseen[name] = value?.DeepClone();
        }

        return foreseen;
    }

    public IEnumerable<string> Touched(ResourceChange change) => change.After.Concat(change.Before)
        .Where(pair => pair.Key != BucketContent.Exists || BucketContent.IsThere(change.Before) != BucketContent.IsThere(change.After))
        .Select(pair => pair.Key).Distinct();

    private static string[] Differences(JsonObject expected, JsonObject present)
    {
        var (left, now) = (BucketContent.IsThere(expected), BucketContent.IsThere(present));
        if (left != now)
        {
            return [now ? "the bucket is there" : "the bucket is not there"];
        }

        return
        [
            .. BucketSetting.All
                .Where(setting => left && expected.ContainsKey(setting.Name)
                    && !BucketContent.Same(setting, expected[setting.Name], present[setting.Name]))
                .Select(setting => $"{setting.Name} changed from {Text(expected[setting.Name])} to {Text(present[setting.Name])}"),
        ];
    }

    private static JsonObject Only(JsonObject content, HashSet<string> settings) => new(
        content.Where(pair => pair.Key == BucketContent.Exists || settings.Contains(pair.Key))
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "not set";
}
