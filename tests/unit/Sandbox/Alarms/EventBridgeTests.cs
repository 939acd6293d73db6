using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.EventBridge;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Alarms;

/// <summary>EventBridge: patterns, rules, and whom they tell.</summary>
public class EventBridgeTests
{
    private const string Finding = """
        {"version":"0","id":"1","detail-type":"GuardDuty Finding","source":"aws.guardduty","account":"123456789012","time":"2026-01-01T00:00:00Z",
         "region":"us-east-1","resources":["arn:aws:s3:::b"],"detail":{"severity":8,"type":"Backdoor:EC2/XORDDOS","flag":true,"nothing":null,
         "resource":{"tags":[{"key":"a","value":"1"},{"key":"b","value":"2"}]},"service":{"ip":"10.1.2.3"}}}
        """;

    private readonly AlarmScene _scene = new();

    [Theory]
    [InlineData("""{"source":["aws.guardduty"],"detail-type":["GuardDuty Finding"]}""", true)]
    [InlineData("""{"source":["aws.ec2","aws.guardduty"]}""", true)]
    [InlineData("""{"source":["aws.ec2"]}""", false)]
    [InlineData("""{"detail":{"severity":[{"numeric":[">=",7]}]}}""", true)]
    [InlineData("""{"detail":{"severity":[{"numeric":[">=",4,"<",7]}]}}""", false)]
    [InlineData("""{"detail":{"severity":[8.0]}}""", true)]
    [InlineData("""{"detail":{"severity":["8"]}}""", false)]
    [InlineData("""{"detail":{"type":[{"prefix":"Backdoor:"}]}}""", true)]
    [InlineData("""{"detail":{"type":[{"suffix":"/XORDDOS"}]}}""", true)]
    [InlineData("""{"detail":{"type":[{"prefix":{"equals-ignore-case":"backdoor:"}}]}}""", true)]
    [InlineData("""{"detail":{"type":[{"equals-ignore-case":"backdoor:ec2/xorddos"}]}}""", true)]
    [InlineData("""{"detail":{"type":[{"wildcard":"*EC2/*"}]}}""", true)]
    [InlineData("""{"detail":{"type":[{"anything-but":["Backdoor:EC2/XORDDOS"]}]}}""", false)]
    [InlineData("""{"detail":{"type":[{"anything-but":{"prefix":"Recon"}}]}}""", true)]
    [InlineData("""{"detail":{"severity":[{"anything-but":8}]}}""", false)]
    [InlineData("""{"detail":{"flag":[true],"nothing":[null]}}""", true)]
    [InlineData("""{"detail":{"absent":[{"exists":false}],"type":[{"exists":true}]}}""", true)]
    [InlineData("""{"detail":{"type":[{"exists":false}]}}""", false)]
    [InlineData("""{"detail":{"service":{"ip":[{"cidr":"10.1.0.0/16"}]}}}""", true)]
    [InlineData("""{"detail":{"resource":{"tags":{"key":["a"],"value":["1"]}}}}""", true)]
    [InlineData("""{"detail":{"resource":{"tags":{"key":["a"],"value":["2"]}}}}""", false)]
    [InlineData("""{"resources":[{"prefix":"arn:aws:s3"}]}""", true)]
    [InlineData("""{"$or":[{"source":["aws.ec2"]},{"detail":{"severity":[8]}}]}""", true)]
    [InlineData("""{"detail":{"$or":[{"severity":[7]},{"type":["x"]}]}}""", false)]
    public void A_pattern_matches_an_event_or_not(string pattern, bool matches)
    {
        Assert.Equal(matches, EventPattern.Parse(pattern).Matches((JsonObject)JsonNode.Parse(Finding)!));
        Assert.Equal(matches, (bool)_scene.Call("events", "TestEventPattern", new { EventPattern = pattern, Event = Finding })["Result"]!);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"source":"aws.ec2"}""")]
    [InlineData("""{"source":[]}""")]
    [InlineData("""{"source":[["a"]]}""")]
    [InlineData("""{"detail":{}}""")]
    [InlineData("""{"source":[{"begins":"a"}]}""")]
    [InlineData("""{"severity":[{"numeric":["=>",1]}]}""")]
    [InlineData("""{"severity":[{"numeric":[">","1"]}]}""")]
    [InlineData("""{"a":[{"prefix":"x","suffix":"y"}]}""")]
    public void What_is_no_pattern_is_refused(string pattern) =>
        Assert.Equal("InvalidEventPatternException", _scene.Refused("events", "PutRule", new { Name = "r", EventPattern = pattern }));

    [Fact]
    public void A_finding_reaches_the_topic_of_a_rule_that_wants_it_in_the_words_of_the_rule()
    {
        var topic = _scene.Topic();
        var rule = Rule(topic, new
        {
            InputPathsMap = new { severity = "$.detail.severity", type = "$.detail.type", none = "$.detail.none" },
            InputTemplate = "\"Severity <severity>: <type> in <none>, by <aws.events.rule-name>\"",
        });
        var detector = (string)_scene.Call("guardduty", "CreateDetector", new { Enable = true })["DetectorId"]!;
        void Sample(string type) => _scene.Call("guardduty", "CreateSampleFindings", new { DetectorId = detector, FindingTypes = new[] { type } });
        Sample("Backdoor:EC2/XORDDOS");
        // The policy that topics are born with lets CloudWatch in, and EventBridge not.
        Assert.Empty(_scene.Notifications);
        Assert.Equal((1, 1), (Count("Invocations"), Count("FailedInvocations")));
        _scene.Call("sns", "SetTopicAttributes", new
        {
            TopicArn = topic, AttributeName = "Policy",
            AttributeValue = _scene.Policy(topic, "events.amazonaws.com", "{\"ArnEquals\":{\"aws:SourceArn\":\"" + rule + "\"}}"),
        });
        Sample("Trojan:EC2/DropPoint!DNS");
        Sample("Recon:EC2/Portscan");
        Assert.Equal("\"Severity 8: Trojan:EC2/DropPoint!DNS in , by r\"", Assert.Single(_scene.Notifications).Message);
        // Seen again, it is not told of before the detector's six hours are over.
        Sample("Trojan:EC2/DropPoint!DNS");
        Assert.Single(_scene.Notifications);
        _scene.Pass(361);
        Sample("Trojan:EC2/DropPoint!DNS");
        Assert.Equal(2, _scene.Notifications.Count);
        _scene.Call("events", "DisableRule", new { Name = "r" });
        Sample("Trojan:EC2/DGADomainRequest.B");
        Assert.Equal(2, _scene.Notifications.Count);
    }

    [Fact]
    public void Without_a_transformer_a_target_gets_the_event_a_part_of_it_or_what_was_put()
    {
        var topic = _scene.Topic();
        _scene.Call("sns", "SetTopicAttributes", new { TopicArn = topic, AttributeName = "Policy", AttributeValue = _scene.Policy(topic, "events.amazonaws.com") });
        _scene.Call("events", "PutRule", new { Name = "r", EventPattern = """{"source":["my.app"]}""" });
        _scene.Call("events", "PutTargets", new
        {
            Rule = "r", Targets = new object[]
            {
                new { Id = "1", Arn = topic }, new { Id = "2", Arn = topic, InputPath = "$.detail.list[1]" }, new { Id = "3", Arn = topic, Input = "{\"a\":1}" },
                new { Id = "4", Arn = topic, InputTransformer = new { InputPathsMap = new { d = "$.detail", s = "$.detail.s" }, InputTemplate = """{"d":<d>,"s":<s>,"t":"<s>","n":<n>}""" } },
            },
        });
        var answer = _scene.Call("events", "PutEvents", new
        {
            Entries = new object[]
            {
                new { Source = "my.app", DetailType = "t", Detail = """{"list":[1,{"b":2}],"s":"a \"b\""}""" }, new { Source = "aws.ec2", DetailType = "t", Detail = "{}" },
                new { Source = "my.app", DetailType = "t", Detail = "{" }, new { Source = "my.app", Detail = "{}" },
                new { Source = "my.app", DetailType = "t", Detail = "{}", EventBusName = "mine" },
            },
        });
        Assert.Equal(4, (int)answer["FailedEntryCount"]!);
        Assert.Equal([null, "NotAuthorizedForSourceException", "MalformedDetail", "InvalidArgument", "InvalidArgument"], answer["Entries"]!.AsArray().Select(entry => (string?)entry!["ErrorCode"]));
        var sent = _scene.Notifications.Select(one => one.Message).ToList();
        Assert.Equal("my.app", (string?)JsonNode.Parse(sent[0])!["source"]);
        Assert.Equal(["{\"b\":2}", "{\"a\":1}"], sent[1..3]);
        Assert.Equal("""{"d":{"list":[1,{"b":2}],"s":"a \"b\""},"s":"a \"b\"","t":"a \"b\"","n":null}""", sent[3]);
    }

    [Fact]
    public void Rules_are_replaced_listed_and_deleted_once_nobody_is_told_any_more()
    {
        var topic = _scene.Topic();
        var arn = Rule(topic, transformer: null);
        Assert.Equal("arn:aws:events:us-east-1:123456789012:rule/r", arn);
        _scene.Call("events", "PutRule", new { Name = "s", ScheduleExpression = "rate(5 minutes)", Description = "d", State = "DISABLED" });
        _scene.Call("events", "PutRule", new { Name = "s", ScheduleExpression = "rate(1 minute)" });
        var shown = _scene.Call("events", "DescribeRule", new { Name = "s" });
        Assert.Equal((null, "ENABLED", "default"), ((string?)shown["Description"], (string?)shown["State"], (string?)shown["EventBusName"]));
        Assert.Equal("r", (string?)Assert.Single(_scene.Call("events", "ListRules", new { NamePrefix = "r" })["Rules"]!.AsArray())!["Name"]);
        var page = _scene.Call("events", "ListRules", new { Limit = 1 });
        Assert.Equal("s", (string?)_scene.Call("events", "ListRules", new { Limit = 1, NextToken = (string)page["NextToken"]! })["Rules"]![0]!["Name"]);
        Assert.Equal("ValidationException", _scene.Refused("events", "DeleteRule", new { Name = "r" }));
        Assert.Equal("LimitExceededException", _scene.Refused("events", "PutTargets", new { Rule = "r", Targets = Enumerable.Range(0, 6).Select(id => new { Id = $"{id}", Arn = topic }).ToArray() }));
        Assert.Equal("ValidationException", _scene.Refused("events", "PutTargets", new { Rule = "r", Targets = new[] { new { Id = "1", Arn = topic, Input = "{}", InputPath = "$.detail" } } }));
        Assert.Equal("ValidationException", _scene.Refused("events", "PutTargets", new { Rule = "r", Targets = new[] { new { Id = "1", Arn = "arn:aws:sns:eu-west-1:123456789012:t" } } }));
        _scene.Call("events", "RemoveTargets", new { Rule = "r", Ids = new[] { "1" } });
        _scene.Call("events", "DeleteRule", new { Name = "r" });
        _scene.Call("events", "DeleteRule", new { Name = "r" });
        Assert.Equal(("ResourceNotFoundException", "ResourceNotFoundException", "ValidationException", "ValidationException"), (
            _scene.Refused("events", "DescribeRule", new { Name = "r" }), _scene.Refused("events", "ListRules", new { EventBusName = "mine" }),
            _scene.Refused("events", "PutRule", new { Name = "r" }), _scene.Refused("events", "PutRule", new { Name = "a b", ScheduleExpression = "rate(1 minute)" })));
    }

    private string Rule(string topic, object? transformer)
    {
        var arn = (string)_scene.Call("events", "PutRule", new { Name = "r", EventPattern = """{"source":["aws.guardduty"],"detail":{"severity":[{"numeric":[">=",7]}]}}""" })["RuleArn"]!;
        _scene.Call("events", "PutTargets", new { Rule = "r", Targets = new[] { transformer is null ? (object)new { Id = "1", Arn = topic } : new { Id = "1", Arn = topic, InputTransformer = transformer } } });
        return arn;
    }

    private double Count(string metric)
    {
        var now = _scene.Account.Clock.GetUtcNow();
        return (double)_scene.Call("cloudwatch", "GetMetricStatistics", new
        {
            Namespace = "AWS/Events", MetricName = metric, Dimensions = new[] { new { Name = "RuleName", Value = "r" } }, Period = 3600, Statistics = new[] { "Sum" },
            StartTime = AlarmScene.Time(now.AddHours(-1)), EndTime = AlarmScene.Time(now.AddHours(1)),
        })["Datapoints"]![0]!["Sum"]!;
    }
}
