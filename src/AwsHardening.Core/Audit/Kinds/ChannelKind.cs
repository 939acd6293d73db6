using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Audit;

/// <summary>The delivery channel of a Region's recorder.</summary>
internal sealed class ChannelKind : ContentKind
{
    public const string Type = "AWS::Config::DeliveryChannel";

    private static readonly string[] s_written =
        ["s3BucketName", "s3KeyPrefix", "s3KmsKeyArn", "snsTopicARN", "configSnapshotDeliveryProperties"];

    public override string ResourceType => Type;

    public override Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken) =>
        ReadAsync(session, cancellationToken);

    /// <summary>The channel of the session's Region.</summary>
    public static async Task<JsonObject> ReadAsync(AwsSession session, CancellationToken cancellationToken)
    {
        var answer = await AuditReads.ReadAsync(session, "config", "DescribeDeliveryChannels", [], cancellationToken);
        if ((answer["DeliveryChannels"] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault() is not { } channel)
        {
            return Absent();
        }

        var content = new JsonObject { [Exists] = true, ["name"] = channel["name"]?.DeepClone() };
        foreach (var member in s_written)
        {
            content[member] = channel[member]?.DeepClone();
        }

        return content;
    }

    protected override JsonObject? Leaves(ApiCall call)
    {
        switch (call.Operation)
        {
            case "PutDeliveryChannel":
                var left = new JsonObject { [Exists] = true };
                foreach (var member in s_written.Where(m => call.Parameters["DeliveryChannel"]![m] is not null))
                {
                    left[member] = call.Parameters["DeliveryChannel"]![member]!.DeepClone();
                }

                return left;
            case "DeleteDeliveryChannel":
                return Absent();
            default:
                return null;
        }
    }
}
