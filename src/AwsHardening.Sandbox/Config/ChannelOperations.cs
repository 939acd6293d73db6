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

        if (!MayDeliver(region, wanted, account))
        {
            throw ConfigErrors.BucketPolicy(bucket, (string)region.Recorder["roleARN"]!);
        }

        s3.Deliver(bucket, CheckFile(wanted, account), [], []);
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

    public static JsonObject Status(ConfigRegion region, ServiceInput input, SandboxAccount account) => new()
    {
        ["DeliveryChannelsStatus"] = new JsonArray([.. Asked(region, input).Select(channel => new JsonObject
        {
            ["name"] = region.ChannelName,
            ["configStreamDeliveryInfo"] = !region.IsRecording ? new JsonObject { ["lastStatus"] = "NOT_APPLICABLE" }
                : MayDeliver(region, channel, account) ? new JsonObject { ["lastStatus"] = "SUCCESS" }
                : new JsonObject { ["lastStatus"] = "FAILURE", ["lastErrorCode"] = "AccessDenied", ["lastErrorMessage"] = "Access Denied" },
            ["configSnapshotDeliveryInfo"] = new JsonObject(),
            ["configHistoryDeliveryInfo"] = new JsonObject(),
        })]),
    };

    private static string CheckFile(JsonObject channel, SandboxAccount account)
    {
        var prefix = (string?)channel["s3KeyPrefix"] is { Length: > 0 } said ? $"{said}/" : "";
        return $"{prefix}AWSLogs/{account.AccountId}/Config/ConfigWritabilityCheckFile";
    }

    private static bool MayDeliver(ConfigRegion region, JsonObject channel, SandboxAccount account)
    {
        var (s3, bucket) = (account.Service<S3Service>(), (string?)channel["s3BucketName"] ?? "");
        var context = new Dictionary<string, string>
        {
            ["aws:SourceAccount"] = account.AccountId,
            ["aws:SourceArn"] = (string)region.Recorder!["arn"]!,
            ["aws:SecureTransport"] = "true",
            ["s3:x-amz-acl"] = "bucket-owner-full-control",
        };
        return s3.Lets(bucket, Principal, "s3:GetBucketAcl", key: null, context) && s3.Lets(bucket, Principal, "s3:ListBucket", key: null, context)
            && s3.Lets(bucket, Principal, "s3:PutObject", CheckFile(channel, account), context);
    }

    private static JsonObject[] Asked(ConfigRegion region, ServiceInput input)
    {
        foreach (var name in input.Texts("DeliveryChannelNames").Where(n => region.Channel is null || n != region.ChannelName))
        {
            throw ConfigErrors.NoChannel(name);
        }

        return region.Channel is { } channel ? [channel] : [];
    }
}
