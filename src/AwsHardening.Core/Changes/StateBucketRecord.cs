using System.Text.Json.Nodes;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Changes;

/// <summary>From a bucket's content to the record users see.</summary>
internal static class StateBucketRecord
{
    public static StateBucket From(string name, string region, string partition, JsonObject content, string status, string? changeId)
    {
        var arn = HardenedBucket.Arn(partition, name);
        var encryption = (content[BucketSetting.Encryption.Name] ?? HardenedBucket.Encryption(kmsKeyId: null))["Rules"]![0]!;
        return new StateBucket
        {
            Name = name,
            Arn = arn,
            Region = region,
            Versioning = content[BucketSetting.Versioning.Name]?["Status"]?.GetValue<string>() ?? "Off",
            Encryption = encryption["ApplyServerSideEncryptionByDefault"]!["SSEAlgorithm"]!.GetValue<string>(),
            KmsKeyId = encryption["ApplyServerSideEncryptionByDefault"]!["KMSMasterKeyID"]?.GetValue<string>(),
            PublicAccessBlocked = content[BucketSetting.PublicAccessBlock.Name] is JsonObject { Count: >= 4 } block
                && block.All(pair => pair.Value?.GetValue<bool>() == true),
            TlsOnly = PolicyDocument.Has(content[BucketSetting.Policy.Name]?.GetValue<string>(), PolicyDocument.TlsOnly(arn)),
            Status = status,
            ChangeId = changeId,
        };
    }
}
