using AwsHardening.Seam;

namespace AwsHardening.Core.Audit.Alarms;

/// <summary>What can keep security alarms from being set up, told of or taken down.</summary>
internal static class AlarmErrors
{
    public static OperationError NotKnown(string name) => new(
        "SecurityAlarmNotKnown", OperationErrorCategory.InvalidArgument, $"There is no security alarm '{name}'.",
        $"Say one of: {string.Join(", ", SecurityAlarmCatalog.All.Select(alarm => alarm.Name))}.", name);

    public static OperationError NobodyToTell() => new(
        "NobodyToTell", OperationErrorCategory.InvalidArgument, "An alarm that tells nobody helps nobody.",
        "Say -Email with an address, or -TopicArn with a topic.", null);

    public static OperationError NoTrail(string? name, string region) => new(
        "NoTrailForAlarms", OperationErrorCategory.ObjectNotFound,
        name is null ? $"{region} has no trail, and alarms stand on what a trail logs." : $"{region} has no trail '{name}'.",
        name is null ? "Make one with: Enable-AuditBaseline -Include CloudTrail" : "List the trails with: Get-AuditBaseline -Include CloudTrail", name);

    public static OperationError OneRegion(string trail) => new(
        "TrailOfOneRegion", OperationErrorCategory.InvalidResult,
        $"Trail {trail} logs one Region alone: what happens in the others would raise no alarm.",
        $"Raise it with: Enable-AuditBaseline -Include CloudTrail -TrailName {trail}", trail);

    public static OperationError LogsElsewhere(string trail, string accountId) => new(
        "TrailLogsElsewhere", OperationErrorCategory.InvalidResult,
        $"Trail {trail} delivers to a log group of account {accountId}: its filters and alarms can only be there.",
        $"Run the command in account {accountId}, or name another trail with -TrailName.", trail);

    public static OperationError OrganizationTrail(string trail, string accountId) => new(
        "OrganizationTrailWithoutLogs", OperationErrorCategory.InvalidResult,
        $"Trail {trail} is the organization's and delivers to no log group; only its own account {accountId} can change that.",
        $"Run the command in account {accountId}, or make a trail of this account's own and name it with -TrailName.", trail);

    public static OperationError HomeNotReached(string trail, string home, string region) => new(
        "TrailHomeNotReached", OperationErrorCategory.InvalidOperation,
        $"Trail {trail} is at home in {home}, of which this copy of {region} knows nothing.", $"Take the copy in {home}.", trail);

    public static OperationError TopicElsewhere(string topicArn, string region) => new(
        "TopicElsewhere", OperationErrorCategory.InvalidArgument,
        $"Topic {topicArn} is not in {region}, and alarms and rules tell topics of their own Region alone.",
        $"Name a topic in {region}, or leave -TopicArn out and say -Email.", topicArn);

    public static OperationError NoTopic(string topicArn) => new(
        "TopicNotFound", OperationErrorCategory.ObjectNotFound, $"There is no topic {topicArn}.", "Check the ARN, the Region and the account.", topicArn);

    public static OperationError Depends(string name, string on) => new(
        "SecurityAlarmSkipped", OperationErrorCategory.NotSpecified, $"{name} was left out, because {on} is not there.",
        "Settle the error before this one, and run the command again.", name);

    public static OperationError ConfirmedLost(string topic, int count, bool couldAsk) => new(
        "ConfirmedSubscriptions", OperationErrorCategory.OperationStopped,
        $"Topic {topic} was kept: {Many(count)} confirmed, and would have to be anew{(couldAsk ? "" : "; nobody could be asked")}.",
        "To delete it all the same, say -Force.", topic);

    /// <summary>How many have confirmed, as the beginning of a sentence.</summary>
    public static string Many(int count) => count == 1 ? "1 subscription of it is" : $"{count} subscriptions of it are";
}
