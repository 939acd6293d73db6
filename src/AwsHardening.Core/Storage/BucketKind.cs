using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Storage;

/// <summary>A bucket and those of its settings that a change wrote. The settings it left alone are no drift of it.</summary>
internal sealed class BucketKind : IResourceKind
{
    public const string Type = "AWS::S3::Bucket";

    private static readonly Dictionary<string, string> s_noIds = [];

    public string ResourceType => Type;

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

    public IReadOnlyList<string> Drift(ResourceChange change, JsonObject present)
    {
        var (left, now) = (BucketContent.IsThere(change.After), BucketContent.IsThere(present));
        if (left != now)
        {
            return [now ? "the bucket is there again" : "the bucket is gone"];
        }

        return
        [
            .. BucketSetting.All
                .Where(setting => left && change.After.ContainsKey(setting.Name)
                    && !BucketContent.Same(setting, change.After[setting.Name], present[setting.Name]))
                .Select(setting => $"{setting.Name} changed from {Text(change.After[setting.Name])} to {Text(present[setting.Name])}"),
        ];
    }

    public IReadOnlyDictionary<string, string> PresentIds(ResourceChange change, JsonObject present) => s_noIds;

    // Without the bucket, what a later change raised could never be taken back.
    public bool LeansOn(ResourceChange later, ResourceChange change, IdMap ids) =>
        !BucketContent.IsThere(change.Before) && BucketContent.IsThere(change.After)
        && BucketContent.IsThere(later.Before) && BucketContent.IsThere(later.After);

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "not set";
}
