using System.Text.Json.Nodes;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Audit.Alarms;
using AwsHardening.Core.Changes;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Audit;
using AwsHardening.UnitTests.Engine.Support;
using AwsHardening.UnitTests.SandboxTests.CloudTrail;

namespace AwsHardening.UnitTests.Engine.Alarms;

/// <summary>Security alarms on an embedded account with a trail that delivers to no log group yet.</summary>
internal static class AlarmScene
{
    public const string Somebody = "security@example.com";
    public const string Group = "aws-hardening-cloudtrail";

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public static string Topic(this Rehearsal rehearsal) => $"arn:aws:sns:us-east-1:{rehearsal.Account.AccountId}:AwsHardening-SecurityAlarms";

    public static Rehearsal Make()
    {
        var rehearsal = Rehearsal.Fnd203();
        TrailScene.Create(rehearsal.Account);
        rehearsal.Account.Invoke("cloudtrail", "StartLogging", new() { ["Name"] = "all" });
        rehearsal.Account.Invoke("guardduty", "CreateDetector", new() { ["Enable"] = true });
        rehearsal.Account.ClearCalls();
        return rehearsal;
    }

    public static SecurityAlarmOptions Options(params string[] names) => new() { Names = names, Emails = [Somebody] };

    public static async Task<IReadOnlyList<SecurityAlarmItem>> EnableAsync(this Rehearsal rehearsal, TestHost host, SecurityAlarmOptions options) =>
        await AuditScene.ListAsync(SecurityAlarmOperation.EnableAsync(rehearsal.Session, options, host, Token));

    public static async Task<IReadOnlyList<SecurityAlarm>> AlarmsAsync(this Rehearsal rehearsal, TestHost host, params string[] names) =>
        await AuditScene.ListAsync(SecurityAlarmOperation.GetAsync(rehearsal.Session, new() { Names = names }, host, Token));

    public static async Task<IReadOnlyList<SecurityAlarmTest>> TestAlarmsAsync(this Rehearsal rehearsal, TestHost host, params string[] names) =>
        await AuditScene.ListAsync(SecurityAlarmOperation.TestAsync(rehearsal.Session, new() { Names = names }, send: false, host, Token));

    public static async Task<IReadOnlyList<SecurityAlarmItem>> DisableAsync(this Rehearsal rehearsal, TestHost host, DisableAlarmOptions? options = null) =>
        await AuditScene.ListAsync(SecurityAlarmOperation.DisableAsync(rehearsal.Session, options ?? new(), host, Token));

    /// <summary>Lets the trail deliver: it does when somebody calls after five minutes.</summary>
    public static void Deliver(this Rehearsal rehearsal)
    {
        ((SteppingClock)rehearsal.Account.Clock).Advance(TimeSpan.FromMinutes(6));
        rehearsal.Account.BringTrailEvent("us-east-1", (JsonObject)JsonNode.Parse(SampleEvent.Call("sts.amazonaws.com", "GetCallerIdentity"))!);
        ((SteppingClock)rehearsal.Account.Clock).Advance(TimeSpan.FromMinutes(6));
        rehearsal.Account.Invoke("cloudtrail", "DescribeTrails", []);
    }

    /// <summary>What alarms are about, as the account itself tells it, without times and ids.</summary>
    public static JsonObject State(this Rehearsal rehearsal)
    {
        var account = rehearsal.Account;
        var state = new JsonObject { ["trail"] = account.Trail().DeepClone() };
        JsonArray List(string service, string operation, string list, JsonObject? input = null) => account.Invoke(service, operation, input ?? [])[list]?.AsArray() ?? [];
        void Keep(string name, JsonNode? content, params string[] without)
        {
            var kept = (JsonObject)content!.DeepClone();
            Array.ForEach(without, member => kept.Remove(member));
            state[name] = JsonNode.Parse(JsonContent.Canonical(kept));
        }

        foreach (var filter in List("logs", "DescribeMetricFilters", "metricFilters"))
        {
            Keep($"filter {filter!["filterName"]}", filter, "creationTime");
        }

        foreach (var alarm in List("cloudwatch", "DescribeAlarms", "MetricAlarms"))
        {
            state[$"alarm {alarm!["AlarmName"]}"] = JsonNode.Parse(JsonContent.Canonical(AlarmKind.Parameters("x", (JsonObject)alarm)));
        }

        state["detectors"] = List("cloudwatch", "DescribeAnomalyDetectors", "AnomalyDetectors").Count;
        foreach (var topic in List("sns", "ListTopics", "Topics"))
        {
            var arn = (string)topic!["TopicArn"]!;
            var attributes = account.Invoke("sns", "GetTopicAttributes", new() { ["TopicArn"] = arn })["Attributes"]!;
            state[$"topic {arn}"] = new JsonObject { ["key"] = attributes["KmsMasterKeyId"]?.DeepClone(), ["policy"] = attributes["Policy"]?.DeepClone() };
            state[$"told {arn}"] = new JsonArray([.. List("sns", "ListSubscriptionsByTopic", "Subscriptions", new() { ["TopicArn"] = arn }).Select(one => one!["Endpoint"]!.DeepClone())]);
        }

        foreach (var rule in List("events", "ListRules", "Rules"))
        {
            Keep($"rule {rule!["Name"]}", rule, "Arn");
            state[$"targets {rule["Name"]}"] = JsonNode.Parse(JsonContent.Canonical(List("events", "ListTargetsByRule", "Targets", new() { ["Rule"] = rule["Name"]!.DeepClone() })));
        }

        state["aliases"] = new JsonArray([.. List("kms", "ListAliases", "Aliases").Select(alias => alias!["AliasName"]!.DeepClone())]);
        state["roles"] = List("iam", "ListRoles", "Roles").Count;
        return state;
    }
}
