using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.SandboxTests.Identity;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Alarms;

/// <summary>From what is logged to who is told.</summary>
public class ChainTests
{
    private readonly AlarmScene _scene = new();

    [Fact]
    public void A_logged_line_that_a_filter_wants_ends_in_a_message()
    {
        var topic = _scene.Topic();
        Logs("app");
        Filter("app", "{ $.errorCode = \"AccessDenied*\" }", new { metricName = "Count", metricNamespace = AlarmScene.Namespace, metricValue = "1" });
        _scene.Alarm(with: new { AlarmActions = new[] { topic } });
        Log("app", """{"errorCode":"AccessDeniedException"}""", """{"errorCode":"Other"}""", "no JSON");
        _scene.Pass(1);
        Assert.Equal("ALARM", _scene.State());
        Assert.Single(_scene.Notifications);
        Assert.Equal(1, (int)_scene.Call("logs", "DescribeLogGroups")["logGroups"]![0]!["metricFilterCount"]!);
        _scene.Call("logs", "DeleteMetricFilter", new { logGroupName = "app", filterName = "f" });
        Assert.Equal("ResourceNotFoundException", _scene.Refused("logs", "DeleteMetricFilter", new { logGroupName = "app", filterName = "f" }));
        Log("app", """{"errorCode":"AccessDeniedException"}""");
        Assert.Equal("[1]", Values("Count"));
    }

    [Fact]
    public void A_filter_counts_what_a_line_says_and_its_default_where_none_matches()
    {
        Logs("app");
        Filter("app", "[method, latency > 10, ...]", new { metricName = "Latency", metricNamespace = AlarmScene.Namespace, metricValue = "$latency", dimensions = new { Method = "$method" } });
        Log("app", "GET 20 x", "PUT 30 y z", "GET 5 x");
        Assert.Equal("[20]", Values("Latency", ("Method", "GET")));
        Assert.Equal("[30]", Values("Latency", ("Method", "PUT")));
        _scene.Pass(1);
        Filter("app", "ERROR", new { metricName = "Errors", metricNamespace = AlarmScene.Namespace, metricValue = "1", defaultValue = 0 }, "g");
        Log("app", "fine", "fine");
        Assert.Equal("[0]", Values("Errors"));
        var shown = _scene.Call("logs", "DescribeMetricFilters", new { metricName = "Errors", metricNamespace = AlarmScene.Namespace })["metricFilters"]![0]!;
        Assert.Equal(("g", "ERROR", "app"), ((string?)shown["filterName"], (string?)shown["filterPattern"], (string?)shown["logGroupName"]));
        foreach (var wrong in new object[]
        {
            new { metricName = "a$", metricNamespace = "n", metricValue = "1" }, new { metricName = "a", metricNamespace = "n", metricValue = "one" },
            new { metricName = "a", metricNamespace = "n", metricValue = "1", defaultValue = 0, dimensions = new { d = "$.d" } },
        })
        {
            Assert.Equal("InvalidParameterException", Assert.Throws<AwsErrorException>(() => Filter("app", "x", wrong)).Code);
        }

        var matches = _scene.Call("logs", "TestMetricFilter", new { filterPattern = "{ $.a.b = 1 }", logEventMessages = new[] { """{"a":{"b":2}}""", """{"a":{"b":1}}""" } })["matches"]!.AsArray();
        Assert.Equal(("2", "1"), (Assert.Single(matches)!["eventNumber"]!.ToString(), (string?)matches[0]!["extractedValues"]!["$.a.b"]));
    }

    [Fact]
    public void A_call_is_in_the_log_group_of_the_trail_within_five_minutes_and_goes_off_with_it()
    {
        var topic = _scene.Topic();
        Trail(out var role);
        Filter("trail", """{ $.eventName = "CreateUser" && $.errorCode NOT EXISTS }""", new { metricName = "Count", metricNamespace = AlarmScene.Namespace, metricValue = "1" });
        _scene.Alarm(with: new { Period = 300, AlarmActions = new[] { topic } });
        _scene.Call("iam", "CreateUser", new { UserName = "eve" });
        _scene.Pass(6);
        Assert.NotEmpty(_scene.Call("logs", "FilterLogEvents", new { logGroupName = "trail", filterPattern = "{ $.requestParameters.userName = eve }" })["events"]!.AsArray());
        Assert.Equal("123456789012_CloudTrail_us-east-1", (string?)_scene.Call("logs", "DescribeLogStreams", new { logGroupName = "trail" })["logStreams"]![0]!["logStreamName"]);
        _scene.Pass(1);
        Assert.Equal("ALARM", _scene.State());
        Assert.Contains(_scene.Notifications, one => one.Subject!.StartsWith("ALARM", StringComparison.Ordinal));
        var status = _scene.Call("cloudtrail", "GetTrailStatus", new { Name = "watch" });
        Assert.NotNull(status["LatestCloudWatchLogsDeliveryTime"]);
        _scene.Call("iam", "DeleteRolePolicy", new { RoleName = role, PolicyName = "p" });
        _scene.Pass(6);
        _scene.Call("ec2", "DescribeVpcs");
        Assert.Contains("Access denied", (string?)_scene.Call("cloudtrail", "GetTrailStatus", new { Name = "watch" })["LatestCloudWatchLogsDeliveryError"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_trail_takes_no_group_that_is_not_there_and_no_role_that_may_not_write()
    {
        Trail(out _);
        JsonObject Update(string group, string role) => _scene.Call("cloudtrail", "UpdateTrail", new
        {
            Name = "watch", CloudWatchLogsLogGroupArn = $"arn:aws:logs:us-east-1:123456789012:log-group:{group}:*", CloudWatchLogsRoleArn = $"arn:aws:iam::123456789012:role/{role}",
        });
        Assert.Equal("InvalidCloudWatchLogsLogGroupArnException", Assert.Throws<AwsErrorException>(() => Update("none", "trail")).Code);
        Assert.Equal("InvalidCloudWatchLogsRoleArnException", Assert.Throws<AwsErrorException>(() => Update("trail", "none")).Code);
        Update("trail", "trail");
    }

    [Fact]
    public void An_encrypted_topic_is_told_only_where_its_key_lets_the_service_and_the_key_of_AWS_never_does()
    {
        var topic = _scene.Topic(attributes: new { KmsMasterKeyId = "alias/aws/sns" });
        _scene.Alarm(with: new { AlarmActions = new[] { topic } });
        string Drill(string state)
        {
            _scene.Call("cloudwatch", "SetAlarmState", new { AlarmName = "a", StateValue = state, StateReason = state });
            return (string)_scene.Call("cloudwatch", "DescribeAlarmHistory", new { AlarmName = "a", HistoryItemType = "Action", MaxRecords = 1 })["AlarmHistoryItems"]![0]!["HistoryData"]!;
        }

        var error = (string?)JsonNode.Parse(Drill("ALARM"))!["error"];
        Assert.Contains("cloudwatch.amazonaws.com is not authorized to perform: kms:GenerateDataKey", error, StringComparison.Ordinal);
        Assert.Empty(_scene.Notifications);

        var key = (string)_scene.Call("kms", "CreateKey")["KeyMetadata"]!["Arn"]!;
        _scene.Call("sns", "SetTopicAttributes", new { TopicArn = topic, AttributeName = "KmsMasterKeyId", AttributeValue = key });
        Drill("OK");
        Assert.Contains("kms:GenerateDataKey", Drill("ALARM"), StringComparison.Ordinal);
        Key(key, "cloudwatch.amazonaws.com", """{"StringEquals":{"aws:SourceAccount":"123456789012"}}""");
        Drill("OK");
        Assert.Contains("Succeeded", Drill("ALARM"), StringComparison.Ordinal);
        Assert.Single(_scene.Notifications);
        _scene.Call("kms", "DisableKey", new { KeyId = key });
        Drill("OK");
        Assert.Contains("Disabled", Drill("ALARM"), StringComparison.Ordinal);
        _scene.Call("kms", "EnableKey", new { KeyId = key });

        // EventBridge does not say to a key whose rule it is.
        _scene.Call("sns", "SetTopicAttributes", new { TopicArn = topic, AttributeName = "Policy", AttributeValue = _scene.Policy(topic, "events.amazonaws.com") });
        _scene.Call("events", "PutRule", new { Name = "r", EventPattern = """{"source":["my.app"]}""" });
        _scene.Call("events", "PutTargets", new { Rule = "r", Targets = new[] { new { Id = "1", Arn = topic } } });
        void Put() => _scene.Call("events", "PutEvents", new { Entries = new[] { new { Source = "my.app", DetailType = "t", Detail = "{}" } } });
        Key(key, "events.amazonaws.com", """{"StringEquals":{"aws:SourceAccount":"123456789012"}}""");
        Put();
        Assert.Single(_scene.Notifications);
        Key(key, "events.amazonaws.com", null);
        Put();
        Assert.Equal(2, _scene.Notifications.Count);
        // And now the topic's policy has CloudWatch no more.
        Drill("OK");
        Assert.Contains("SNS:Publish", Drill("ALARM"), StringComparison.Ordinal);
    }

    private void Key(string key, string service, string? condition) => _scene.Call("kms", "PutKeyPolicy", new
    {
        KeyId = key,
        Policy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"kms:*","Resource":"*"},{"Effect":"Allow","Principal":{"Service":"{{service}}"},"Action":["kms:Decrypt","kms:GenerateDataKey*"],"Resource":"*"{{(condition is null ? "" : $",\"Condition\":{condition}")}}}]}""",
    });

    private void Trail(out string role)
    {
        role = "trail";
        Logs("trail");
        _scene.Call("s3", "CreateBucket", new { Bucket = "trail-bucket" });
        _scene.Call("s3", "PutBucketPolicy", new
        {
            Bucket = "trail-bucket",
            Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":["s3:GetBucketAcl","s3:PutObject"],"Resource":["arn:aws:s3:::trail-bucket","arn:aws:s3:::trail-bucket/*"]}]}""",
        });
        _scene.Call("iam", "CreateRole", new
        {
            RoleName = role,
            AssumeRolePolicyDocument = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"sts:AssumeRole"}]}""",
        });
        _scene.Call("iam", "PutRolePolicy", new { RoleName = role, PolicyName = "p", PolicyDocument = IdentityBench.Allow("logs:*") });
        _scene.Call("cloudtrail", "CreateTrail", new
        {
            Name = "watch", S3BucketName = "trail-bucket", CloudWatchLogsLogGroupArn = "arn:aws:logs:us-east-1:123456789012:log-group:trail:*",
            CloudWatchLogsRoleArn = "arn:aws:iam::123456789012:role/trail",
        });
        _scene.Call("cloudtrail", "StartLogging", new { Name = "watch" });
    }

    private void Logs(string group)
    {
        _scene.Call("logs", "CreateLogGroup", new { logGroupName = group });
        if (group == "app")
        {
            _scene.Call("logs", "CreateLogStream", new { logGroupName = group, logStreamName = "s" });
        }
    }

    private void Filter(string group, string pattern, object transformation, string name = "f") => _scene.Call("logs", "PutMetricFilter", new
    {
        logGroupName = group, filterName = name, filterPattern = pattern, metricTransformations = new[] { transformation },
    });

    private void Log(string group, params string[] messages)
    {
        var time = _scene.Account.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        _scene.Call("logs", "PutLogEvents", new { logGroupName = group, logStreamName = "s", logEvents = messages.Select(message => new { timestamp = time, message }).ToArray() });
    }

    private string Values(string metric, params (string Name, string Value)[] dimensions)
    {
        var now = _scene.Account.Clock.GetUtcNow();
        return _scene.Call("cloudwatch", "GetMetricData", new
        {
            StartTime = AlarmScene.Time(now.AddHours(-1)), EndTime = AlarmScene.Time(now.AddHours(1)),
            MetricDataQueries = new[]
            {
                new
                {
                    Id = "q", MetricStat = new
                    {
                        Metric = new { AlarmScene.Namespace, MetricName = metric, Dimensions = dimensions.Select(one => new { one.Name, one.Value }).ToArray() },
                        Period = 60, Stat = "Sum",
                    },
                },
            },
        })["MetricDataResults"]![0]!["Values"]!.ToJsonString();
    }
}
