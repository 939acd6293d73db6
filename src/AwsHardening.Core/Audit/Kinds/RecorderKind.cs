using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Audit;

/// <summary>
/// The configuration recorder of a Region: what it records, as whom, whether it does, and its delivery channel, without which it
/// cannot run.
/// </summary>
internal sealed class RecorderKind : ContentKind
{
    public const string Type = "AWS::Config::ConfigurationRecorder";
    public const string Recording = "recording";
    public const string Channel = "DeliveryChannel";

    private static readonly string[] s_written = ["roleARN", "recordingGroup", "recordingMode"];

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "config:DescribeConfigurationRecorders", "config:DescribeConfigurationRecorderStatus", "config:DescribeDeliveryChannels",
        "config:PutConfigurationRecorder", "config:DeleteConfigurationRecorder", "config:PutDeliveryChannel",
        "config:DeleteDeliveryChannel", "config:StartConfigurationRecorder", "config:StopConfigurationRecorder", "iam:PassRole",
    ];

    public override Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken) =>
        ReadAsync(session, cancellationToken);

    /// <summary>The recorder of the session's Region; those that AWS services keep for themselves are not the customer's.</summary>
    public static async Task<JsonObject> ReadAsync(AwsSession session, CancellationToken cancellationToken)
    {
        var answer = await AuditReads.ReadAsync(session, "config", "DescribeConfigurationRecorders", [], cancellationToken);
        var channels = await AuditReads.ReadAsync(session, "config", "DescribeDeliveryChannels", [], cancellationToken);
        var channel = (channels["DeliveryChannels"] as JsonArray ?? []).FirstOrDefault();
        var recorder = (answer["ConfigurationRecorders"] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(r => r["servicePrincipal"] is null);
        if (recorder is null)
        {
            return new() { [Exists] = false, [Channel] = channel?.DeepClone() };
        }

        var content = new JsonObject { [Exists] = true, ["name"] = recorder["name"]?.DeepClone(), [Channel] = channel?.DeepClone() };
        foreach (var member in s_written)
        {
            content[member] = recorder[member]?.DeepClone();
        }

        var status = await AuditReads.ReadAsync(session, "config", "DescribeConfigurationRecorderStatus", [], cancellationToken);
        var own = (status["ConfigurationRecordersStatus"] as JsonArray ?? []).OfType<JsonObject>()
            .FirstOrDefault(s => (string?)s["name"] == (string?)recorder["name"]);
        content[Recording] = (bool?)own?["recording"] ?? false;
        content["lastStatus"] = own?["lastStatus"]?.DeepClone();
        return content;
    }

    protected override JsonObject? Leaves(ApiCall call)
    {
        switch (call.Operation)
        {
            case "PutConfigurationRecorder":
                var left = new JsonObject { [Exists] = true };
                foreach (var member in s_written.Where(m => call.Parameters["ConfigurationRecorder"]![m] is not null))
                {
                    left[member] = call.Parameters["ConfigurationRecorder"]![member]!.DeepClone();
                }

                return left;
            case "DeleteConfigurationRecorder":
                return Absent();
            case "StartConfigurationRecorder":
                return new() { [Exists] = true, [Recording] = true };
            case "StopConfigurationRecorder":
                return new() { [Recording] = false };
            case "PutDeliveryChannel":
                return new() { [Channel] = call.Parameters[Channel]!.DeepClone() };
            case "DeleteDeliveryChannel":
                return new() { [Channel] = null };
            default:
                return null;
        }
    }
}
