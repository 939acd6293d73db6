using System.Text.Json.Nodes;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Identity.Buckets;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Raises single settings of a bucket, all that its findings ask for in one change; what that may cut off is asked about.</summary>
/// <param name="setting">The setting.</param>
internal sealed class BucketRepair(BucketSetting setting) : Repair
{
    private const int UnfinishedUploadDays = 7;

    private readonly BucketSetting _setting = setting;

    // The bucket of the baseline may be one of these.
    public override int Order => 10;

    public override async Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases)
    {
        JsonObject? block = null;
        await foreach (var (bucket, begun, present) in scene.PresentAsync(
            cases, same => scene.Header(same[0].Region, BucketKind.Type, same[0].Id, same[0].Id, Why(same[0].Id, Settings(same)))))
        {
            var (one, settings) = (bucket[0], Settings(bucket));
            if (settings.Contains(BucketSetting.Ownership) && await WhoElseAsync(scene, one) is { Length: > 0 } others)
            {
                await scene.LeaveAsync(
                    one, $"its ACL lets others in ({string.Join(", ", others)}), and AWS turns no ACLs off over their heads.",
                    "Give them what they need by the bucket's policy, take the grants out of its ACL, then repair again.");
                settings = [.. settings.Where(setting => setting != BucketSetting.Ownership)];
            }

            if (!BucketContent.IsThere(present) || settings.Length == 0)
            {
                continue;
            }

            var header = begun with { Why = Why(one.Id, settings) };
            var change = HardenedBucket.Plan(header, present, scene.Session.Partition, new HardenedBucketOptions
            {
                Only = settings,
                UnfinishedUploadExpirationInDays = UnfinishedUploadDays,
            });
            if (settings.Contains(BucketSetting.PublicAccessBlock) || settings.Contains(BucketSetting.Ownership))
            {
                block ??= await AccountBlockKind.ReadAsync(scene.Aws, scene.Caller.AccountId, scene.CancellationToken);
                var risk = await new PublicBuckets(scene.Aws, scene.Caller.AccountId, throttleLimit: 1)
                    .LookAsync(new JsonObject { ["Name"] = one.Id, ["BucketRegion"] = header.Region }, block, scene.CancellationToken);
                change = risk is null || change is null ? change : change with { Risks = [risk] };
            }

            var words = Words(settings);
            scene.Add(char.ToUpperInvariant(words[0]) + words[1..], change);
        }
    }

    private static async Task<string[]> WhoElseAsync(RepairScene scene, RepairCase one)
    {
        var acl = await AuditReads.ReadAsync(
            scene.Aws.In(one.Region), "s3", "GetBucketAcl", new() { ["Bucket"] = one.Id, ["ExpectedBucketOwner"] = scene.Caller.AccountId }, scene.CancellationToken);
        return [.. AclGrants.Grantees(acl)];
    }

    private static BucketSetting[] Settings(RepairCase[] same) => [.. same.Select(one => one.By<BucketRepair>()._setting).Distinct()];

    private static string Why(string bucket, BucketSetting[] settings) => $"Raises bucket {bucket}: {Words(settings)}.";

    private static string Words(BucketSetting[] settings) => string.Join(", ", settings.Select(Word));

    private static string Word(BucketSetting setting) => setting.Name switch
    {
        "Policy" => "refuse what does not come over TLS",
        "OwnershipControls" => "turn ACLs off",
        "VersioningConfiguration" => "keep versions",
        "LifecycleConfiguration" => $"delete uploads that were not finished within {UnfinishedUploadDays} days",
        "PublicAccessBlockConfiguration" => "block public access",
        var other => $"raise {other}",
    };
}
