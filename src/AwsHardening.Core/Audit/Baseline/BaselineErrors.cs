using AwsHardening.Core.Changes;
using AwsHardening.Seam;

namespace AwsHardening.Core.Audit;

/// <summary>What can keep a baseline from being set up or taken down.</summary>
internal static class BaselineErrors
{
    public static OperationError NotEnabled(string region, string accountId) => new(
        "RegionNotEnabled", OperationErrorCategory.InvalidArgument, $"Region {region} is not enabled for account {accountId}.",
        "List the enabled ones with: Get-AuditBaseline, or enable it in the account's settings.", region);

    public static OperationError LogsIncomplete() => new(
        "TrailLogsIncomplete", OperationErrorCategory.InvalidArgument,
        "Delivery to CloudWatch Logs needs a log group and a role that may write to it.",
        "Say both -CloudWatchLogsLogGroupArn and -CloudWatchLogsRoleArn.", null);

    public static OperationError PublicBuckets(ResourceChange change, bool couldAsk) => new(
        "PublicBucketsInUse", OperationErrorCategory.OperationStopped,
        $"Public access was not blocked: it would cut off whoever relies on it{(couldAsk ? "" : ", and nobody could be asked")}. {string.Join(" ", change.Risks)}",
        "Make these buckets private, or serve what is in them in another way, such as CloudFront; or say -Force.", change.ResourceId);

    public static OperationError Depends(string service, string region, string on) => new(
        "BaselinePartSkipped", OperationErrorCategory.NotSpecified, $"{service} in {region} was left out, because {on} is not there.",
        "Settle the error before this one, and run the command again.", region);

    public static OperationError NotLogging(string trail, string region) => new(
        "TrailNotLogging", OperationErrorCategory.InvalidResult, $"Trail {trail} in {region} was started, and its status says that it is not logging.",
        "Look at the trail's status: Get-AuditBaseline.", trail);

    public static OperationError NotDelivered(string trail, string error) => new(
        "TrailNotDelivering", OperationErrorCategory.WriteError, $"Trail {trail} cannot deliver to its bucket: {error}.",
        "Look at the bucket's policy, and at the key's where there is one.", trail);

    public static OperationError NothingDelivered(string trail, TimeSpan waited) => new(
        "TrailDeliveryPending", OperationErrorCategory.OperationTimeout,
        $"Trail {trail} has not delivered within {waited.TotalMinutes:0} minutes. It is logging; the first delivery may take longer where little happens.",
        "Look again later: Get-AuditBaseline.", trail);

    public static OperationError NotTyped(string bucket, bool couldAsk) => new(
        "PurgeNotConfirmed", OperationErrorCategory.OperationStopped,
        couldAsk ? $"Bucket {bucket} was kept: its name was not typed." : $"Bucket {bucket} was kept: nobody could be asked to type its name.",
        "To delete the bucket with all its logs, say its name: -PurgeBucket -ConfirmBucketName " + bucket, bucket);
}
