using System.Text.Json.Nodes;
using AwsHardening.Sandbox.CloudTrail;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.Config;

/// <summary>AWS Config of the embedded account: recorder, delivery channel, and a timeline of what every call changed.</summary>
/// <param name="account">The account whose resources it records.</param>
public sealed class ConfigService(SandboxAccount account) : IServiceHandler, ICallObserver
{
    private readonly Dictionary<string, ConfigRegion> _regions = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Service => "config";

    private SnapshotCopy? _copy;

    /// <summary>Makes the account a copy of one Region.</summary>
    internal SnapshotCopy NewCopy(string region) => _copy = new SnapshotCopy(region);

    internal ConfigRegion Region(string name)
    {
        if (!_regions.TryGetValue(name, out var region))
        {
            _regions[name] = region = new ConfigRegion(account, name);
        }

        return region;
    }

    /// <inheritdoc/>
    public JsonObject Handle(string operation, JsonObject input, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _copy?.Check(operation, context.Region, input);
        var region = Region(context.Region);
        var read = new ServiceInput(input);
        var now = account.Clock.GetUtcNow();
        return operation switch
        {
            "PutConfigurationRecorder" => RecorderOperations.Put(region, read, account, context.Region),
            "DeleteConfigurationRecorder" => RecorderOperations.Delete(region, read),
            "DescribeConfigurationRecorders" => RecorderOperations.Describe(region, read),
            "DescribeConfigurationRecorderStatus" => RecorderOperations.Status(region, read),
            "StartConfigurationRecorder" => RecorderOperations.Start(region, read, now),
            "StopConfigurationRecorder" => RecorderOperations.Stop(region, read, now),
            "PutDeliveryChannel" => ChannelOperations.Put(region, read, account),
            "DeleteDeliveryChannel" => ChannelOperations.Delete(region, read),
            "DescribeDeliveryChannels" => ChannelOperations.Describe(region, read),
            "DescribeDeliveryChannelStatus" => ChannelOperations.Status(region, read, account),
            "GetResourceConfigHistory" => HistoryOperations.Get(region, read),
            _ => throw new AwsErrorException("UnknownOperationException", $"The sandbox does not serve config:{operation}."),
        };
    }

    /// <inheritdoc/>
    void ICallObserver.Called(SandboxCall call, JsonObject? result, AwsErrorException? error)
    {
        // A call may change more than its own Region: a peering has two ends, a bucket is where it was made.
        if (call.Mutating && call.Service is "ec2" or "s3" && EventRecord.IsManagement(call))
        {
            foreach (var region in _regions.Values.Where(region => region.IsRecording))
            {
                region.Timeline.Record(region.Records);
            }
        }
    }
}
