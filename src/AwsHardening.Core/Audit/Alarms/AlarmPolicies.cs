using System.Text.Json.Nodes;
using AwsHardening.Core.Identity.Policies;

namespace AwsHardening.Core.Audit.Alarms;

/// <summary>
/// The policies of a topic, of its key, and of the role that a trail writes logs with: no more than that. EventBridge sends neither
/// aws:SourceAccount nor aws:SourceArn with what it publishes or encrypts, so that with a condition on them nothing arrives (Amazon SNS
/// Developer Guide: Enabling compatibility between event sources from AWS services and encrypted topics; Amazon EventBridge User Guide:
/// Amazon SNS permissions): its statements are there only where findings are to be told.
/// </summary>
internal static class AlarmPolicies
{
    public const string KeyAlias = "alias/aws-hardening-security-alarms";
    public const string TopicName = "AwsHardening-SecurityAlarms";
    public const string RoleName = "AwsHardening-CloudTrailLogs";
    public const string RolePolicyName = "WriteTrailEvents";
    public const string CloudWatch = "cloudwatch.amazonaws.com";
    public const string Events = "events.amazonaws.com";

    /// <summary>What lets services publish to a topic.</summary>
    public static IEnumerable<JsonObject> Publishers(string topicArn, IEnumerable<string> services) =>
        services.Select(service => Of(service, service == CloudWatch ? "CloudWatchAlarmsPublish" : "EventRulesPublish", ["sns:Publish"], topicArn, topicArn));

    /// <summary>What lets services use the key of a topic, each once for every message.</summary>
    public static IEnumerable<JsonObject> KeyUsers(string topicArn, IEnumerable<string> services) => services.Select(service => Of(
        service, service == CloudWatch ? "CloudWatchAlarmsEncrypt" : "EventRulesEncrypt", ["kms:Decrypt", "kms:GenerateDataKey*"], "*", topicArn));

    /// <summary>The policy of a new key.</summary>
    public static JsonObject Key(string partition, string accountId, IEnumerable<JsonObject> users) => PolicyText.Document(
    [
        new()
        {
            ["Sid"] = "AccountDecidesByIam",
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["AWS"] = $"arn:{partition}:iam::{accountId}:root" },
            ["Action"] = "kms:*",
            ["Resource"] = "*",
        },
        .. users,
    ]);

    /// <summary>What CloudTrail writes events with (CloudTrail User Guide: Role policy document for CloudTrail to use CloudWatch Logs).</summary>
    public static JsonObject Writer(string groupArn, string accountId, string region) => PolicyText.Document(
    [
        new()
        {
            ["Sid"] = "WriteTrailEvents",
            ["Effect"] = "Allow",
            ["Action"] = new JsonArray("logs:CreateLogStream", "logs:PutLogEvents"),
            ["Resource"] = $"{groupArn}:log-stream:{accountId}_CloudTrail_{region}*",
        },
    ]);

    private static JsonObject Of(string service, string sid, string[] actions, string resource, string topicArn)
    {
        var statement = new JsonObject
        {
            ["Sid"] = sid,
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["Service"] = service },
            ["Action"] = actions is [var one] ? one : PolicyText.Array(actions),
            ["Resource"] = resource,
        };
        if (service == CloudWatch && topicArn.Split(':') is [_, var partition, _, var region, var account, ..])
        {
            statement["Condition"] = new JsonObject
            {
                ["StringEquals"] = new JsonObject { ["aws:SourceAccount"] = account },
                ["ArnLike"] = new JsonObject { ["aws:SourceArn"] = $"arn:{partition}:cloudwatch:{region}:{account}:alarm:*" },
            };
        }

        return statement;
    }
}
