using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Storage;

/// <summary>
/// A bucket that is private, versioned, encrypted and reached over TLS alone: made, or made of one there is. Of one there is only
/// what falls short is raised; nothing is weakened, and what others set stays.
/// </summary>
internal static class HardenedBucket
{
    public const string LifecycleRuleId = "aws-hardening-noncurrent-versions";

    private const string CreateId = "create";
    private const string DeleteId = "delete";

    /// <summary>Plans the change.</summary>
    /// <param name="header">A change with its ids, resource and reason; its calls and contents are filled in.</param>
    /// <param name="present">The bucket as it is now.</param>
    /// <param name="partition">The partition, such as <c>aws</c>.</param>
    /// <param name="options">What it is to have.</param>
    /// <returns>The change; null where nothing falls short.</returns>
    public static ResourceChange? Plan(ResourceChange header, JsonObject present, string partition, HardenedBucketOptions options)
    {
        var there = BucketContent.IsThere(present);
        var wanted = BucketSetting.All.Where(setting => options.Only?.Contains(setting) != false)
            .Select(setting => (Setting: setting, Value: Wanted(setting, header, present, partition, options)))
            .Where(pair => pair.Value is not null && !(there && BucketContent.Same(pair.Setting, pair.Value, present[pair.Setting.Name])))
            .ToArray();
        if (there && wanted.Length == 0)
        {
            return null;
        }

        var before = new JsonObject { [BucketContent.Exists] = there };
        var after = new JsonObject { [BucketContent.Exists] = true };
        List<ApiCall> calls = there ? [] : [Create(header)];
        List<ApiCall> inverse = there ? [] : [Call(header, DeleteId, "DeleteBucket", [], CreateId)];
        foreach (var (setting, value) in wanted)
        {
            after[setting.Name] = value!.DeepClone();
            var (id, back) = ($"put-{setting.Name}", $"restore-{setting.Name}");
            calls.Add(Call(header, id, setting.Put, setting.Parameters(value), there ? back : DeleteId));
            if (there)
            {
                before[setting.Name] = present[setting.Name]?.DeepClone();
                inverse.Insert(0, Restore(header, setting, present[setting.Name], back, id));
            }
        }

        return header with { Before = before, After = after, Calls = calls, Inverse = inverse };
    }

    /// <summary>In what a bucket that is there falls short, one sentence each; empty where in nothing.</summary>
    public static IReadOnlyList<string> Lacks(JsonObject present, string partition, string bucket)
    {
        var header = new ResourceChange
        {
            Id = "", SetId = "", AccountId = "", Region = "", ResourceType = BucketKind.Type, ResourceId = bucket, ResourceName = bucket,
            Why = "", Before = [], After = [], Calls = [], Inverse = [],
        };
        var raised = Plan(header, present, partition, new HardenedBucketOptions())?.After;
        return raised is null ? [] : [.. BucketSetting.All.Where(setting => raised.ContainsKey(setting.Name)).Select(Lack)];
    }

    public static string Arn(string partition, string bucket) => $"arn:{partition}:s3:::{bucket}";

    public static JsonObject Encryption(string? kmsKeyId)
    {
        var byDefault = new JsonObject { ["SSEAlgorithm"] = kmsKeyId is null ? "AES256" : "aws:kms" };
        var rule = new JsonObject { ["ApplyServerSideEncryptionByDefault"] = byDefault };
        if (kmsKeyId is not null)
        {
            byDefault["KMSMasterKeyID"] = kmsKeyId;
            // One call to KMS for many objects: it costs less, and protects the same.
            rule["BucketKeyEnabled"] = true;
        }

        return new JsonObject { ["Rules"] = new JsonArray(rule) };
    }

    private static string Lack(BucketSetting setting) => setting.Name switch
    {
        "Policy" => "its policy does not refuse what does not come over TLS",
        "OwnershipControls" => "ACLs are on, so that others can write to it",
        "VersioningConfiguration" => "it does not keep versions",
        "ServerSideEncryptionConfiguration" => "it has no default encryption",
        "PublicAccessBlockConfiguration" => "public access is not blocked",
        var other => $"{other} falls short",
    };

    // What the setting is to be; null to leave it as it is.
    private static JsonNode? Wanted(
        BucketSetting setting, ResourceChange header, JsonObject present, string partition, HardenedBucketOptions options) => setting.Name switch
    {
        "Policy" => PolicyDocument.Merge(
            present["Policy"]?.GetValue<string>(), [PolicyDocument.TlsOnly(Arn(partition, header.ResourceId)), .. options.Statements]),
        "OwnershipControls" => new JsonObject { ["Rules"] = new JsonArray(new JsonObject { ["ObjectOwnership"] = "BucketOwnerEnforced" }) },
        "VersioningConfiguration" => new JsonObject { ["Status"] = "Enabled" },
        "ServerSideEncryptionConfiguration" => WantedEncryption(present[setting.Name], options.KmsKeyId),
        "LifecycleConfiguration" => options.UnfinishedUploadExpirationInDays is { } days ? UnfinishedUploads.Wanted(present[setting.Name], days)
            : NoncurrentVersions.Wanted(present[setting.Name], options.NoncurrentVersionExpirationInDays),
        "Tagging" => WantedTags(present[setting.Name]?["TagSet"] as JsonArray, options.Tags),
        "PublicAccessBlockConfiguration" => new JsonObject
        {
            ["BlockPublicAcls"] = true,
            ["IgnorePublicAcls"] = true,
            ["BlockPublicPolicy"] = true,
            ["RestrictPublicBuckets"] = true,
        },
        _ => throw new NotSupportedException(setting.Name),
    };

    private static JsonObject? WantedEncryption(JsonNode? present, string? kmsKeyId)
    {
        var rule = present?["Rules"]?[0];
        var key = rule?["ApplyServerSideEncryptionByDefault"]?["KMSMasterKeyID"]?.GetValue<string>();
        if (rule is not null && (kmsKeyId is null || SameKey(key, kmsKeyId)))
        {
            return null;
        }

        var wanted = Encryption(kmsKeyId);
        if (rule?["BlockedEncryptionTypes"] is { } blocked)
        {
            wanted["Rules"]![0]!["BlockedEncryptionTypes"] = blocked.DeepClone();
        }

        return wanted;
    }

    // A key is named by its id or by the ARN that ends with it.
    private static bool SameKey(string? present, string wanted) =>
        present is not null && (present == wanted || present.EndsWith($"/{wanted}", StringComparison.Ordinal)
            || wanted.EndsWith($"/{present}", StringComparison.Ordinal));

    private static JsonObject? WantedTags(JsonArray? present, IReadOnlyDictionary<string, string> tags)
    {
        if (tags.Count == 0)
        {
            return null;
        }

        var kept = (present ?? []).OfType<JsonObject>().Where(tag => !tags.ContainsKey(tag["Key"]!.GetValue<string>()));
        return new JsonObject
        {
            ["TagSet"] = new JsonArray(
            [
                .. kept.Select(tag => tag.DeepClone()),
                .. tags.OrderBy(tag => tag.Key, StringComparer.Ordinal)
                    .Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value }),
            ]),
        };
    }

    private static ApiCall Create(ResourceChange header)
    {
        // North Virginia is the place of a bucket without a constraint, and refuses one that names it.
        var parameters = header.Region == "us-east-1" ? [] : new JsonObject
        {
            ["CreateBucketConfiguration"] = new JsonObject { ["LocationConstraint"] = header.Region },
        };
        parameters["Bucket"] = header.ResourceId;
        return new ApiCall(CreateId, "s3", "CreateBucket", parameters, DeleteId, []);
    }

    private static ApiCall Restore(ResourceChange header, BucketSetting setting, JsonNode? before, string id, string counterpart)
    {
        if (setting == BucketSetting.Versioning && before?["Status"] is null)
        {
            before = new JsonObject { ["Status"] = "Suspended" };
        }

        return before is null
            ? Call(header, id, setting.Delete!, [], counterpart)
            : Call(header, id, setting.Put, setting.Parameters(before), counterpart);
    }

    private static ApiCall Call(ResourceChange header, string id, string operation, JsonObject parameters, string counterpart)
    {
        parameters["Bucket"] = header.ResourceId;
        // A bucket that was deleted and made by another account in the meantime is not ours to change.
        parameters["ExpectedBucketOwner"] = header.AccountId;
        return new ApiCall(id, "s3", operation, parameters, counterpart, []);
    }
}
