using System.Text.Json.Nodes;
using AwsHardening.Sandbox.S3;

namespace AwsHardening.Sandbox.Config;

/// <summary>The delivery channel.</summary>
internal static class ChannelOperations
{
    private const string Principal = "config.amazonaws.com";

    public static JsonObject Put(ConfigRegion region, ServiceInput input, SandboxAccount account)
    {
        var wanted = input.Structure("DeliveryChannel")!;
        var name = (string?)wanted["name"] ?? "default";
        if (region.Recorder is null)
        {
            throw ConfigErrors.NoRecorderForChannel();
        }

        if (region.Channel is not null && region.ChannelName != name)
        {
            throw ConfigErrors.TooManyChannels(name);
        }

        var bucket = (string?)wanted["s3BucketName"] ?? "";
        var s3 = account.Service<S3Service>();
        if (!s3.Has(bucket))
        {
            throw ConfigErrors.NoBucket(bucket);
        }

        var prefix = (string?)wanted["s3KeyPrefix"] is { Length: > 0 } said ? $"{said}/" : "";
        var key = $"{prefix}AWSLogs/{account.AccountId}/Config/ConfigWritabilityCheckFile";
        var context = new Dictionary<string, string>
        {
            ["aws:SourceAccount"] = account.AccountId,
            ["aws:SourceArn"] = (string)region.Recorder["arn"]!,
            ["aws:SecureTransport"] = "true",
            ["s3:x-amz-acl"] = "bucket-owner-full-control",
        };
        if (!s3.Lets(bucket, Principal, "s3:GetBucketAcl", key: null, context)
            || !s3.Lets(bucket, Principal, "s3:ListBucket", key: null, context)
            || !s3.Lets(bucket, Principal, "s3:PutObject", key, context))
        {
            throw ConfigErrors.BucketPolicy(bucket, (string)region.Recorder["roleARN"]!);
        }

        s3.Deliver(bucket, key, [], []);
        region.Channel = (JsonObject)wanted.DeepClone();
        region.Channel["name"] = name;
        return [];
    }

    public static JsonObject Delete(ConfigRegion region, ServiceInput input)
    {
        var name = input.Text("DeliveryChannelName")!;
        if (region.Channel is null || region.ChannelName != name)
        {
            throw ConfigErrors.NoChannel(name);
        }

        if (region.IsRecording)
        {
            throw ConfigErrors.LastChannel(name);
        }

        region.Channel = null;
        return [];
    }

    public static JsonObject Describe(ConfigRegion region, ServiceInput input) => new()
    {
        ["DeliveryChannels"] = new JsonArray([.. Asked(region, input).Select(c => c.DeepClone())]),
    };

    public static JsonObject Status(ConfigRegion region, ServiceInput input) => new()
    {
        ["DeliveryChannelsStatus"] = new JsonArray([.. Asked(region, input).Select(_ => new JsonObject
        {
            ["name"] = region.ChannelName,
            ["configStreamDeliveryInfo"] = new JsonObject { ["lastStatus"] = region.IsRecording ? "SUCCESS" : "NOT_APPLICABLE" },
            ["configSnapshotDeliveryInfo"] = new JsonObject(),
            ["configHistoryDeliveryInfo"] = new JsonObject(),
        })]),
    };

    private static JsonObject[] Asked(ConfigRegion region, ServiceInput input)
    {
        foreach (var name in input.Texts("DeliveryChannelNames").Where(n => region.Channel is null || n != region.ChannelName))
        {
            throw ConfigErrors.NoChannel(name);
        }

        return region.Channel is { } channel ? [channel] : [];
    }
}
