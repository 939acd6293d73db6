using System.Text.Json.Nodes;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Access;

/// <summary>CloudWatch Logs and the keys that encrypt them.</summary>
public class LogsTests
{
    private readonly AccessBench _bench = new("Empty");

    [Fact]
    public void A_group_takes_a_key_only_whose_policy_lets_the_service_use_it()
    {
        var plain = (string)_bench.Call("kms", "CreateKey")["KeyMetadata"]!["Arn"]!;
        Assert.Equal("InvalidParameterException", Refused("CreateLogGroup", new { logGroupName = "g", kmsKeyId = plain }));
        _bench.Call("kms", "PutKeyPolicy", new
        {
            KeyId = plain, Policy = """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"logs.us-east-1.amazonaws.com"},
                "Action":["kms:Encrypt","kms:GenerateDataKey*"],"Resource":"*",
                "Condition":{"ArnEquals":{"kms:EncryptionContext:aws:logs:arn":"arn:aws:logs:us-east-1:123456789012:log-group:g"}}}]}
                """,
        });
        Assert.Equal("InvalidParameterException", Refused("CreateLogGroup", new { logGroupName = "other", kmsKeyId = plain }));
        _bench.Call("logs", "CreateLogGroup", new { logGroupName = "g", kmsKeyId = plain });
        Assert.Equal(plain, (string?)Group()["kmsKeyId"]);
        _bench.Call("logs", "DisassociateKmsKey", new { logGroupName = "g" });
        Assert.Null(Group()["kmsKeyId"]);
    }

    [Fact]
    public void Retention_has_the_values_that_AWS_lists()
    {
        _bench.Call("logs", "CreateLogGroup", new { logGroupName = "g" });
        Assert.Equal("ResourceAlreadyExistsException", Refused("CreateLogGroup", new { logGroupName = "g" }));
        Assert.Equal("InvalidParameterException", Refused("PutRetentionPolicy", new { logGroupName = "g", retentionInDays = 100 }));
        _bench.Call("logs", "PutRetentionPolicy", new { logGroupName = "g", retentionInDays = 90 });
        Assert.Equal(90, (int?)Group()["retentionInDays"]);
        _bench.Call("logs", "DeleteRetentionPolicy", new { logGroupName = "g" });
        Assert.Null(Group()["retentionInDays"]);
        Assert.Equal("ResourceNotFoundException", Refused("PutRetentionPolicy", new { logGroupName = "x", retentionInDays = 90 }));
    }

    [Fact]
    public void Events_come_back_in_pages_from_either_end_and_by_terms()
    {
        _bench.Call("logs", "CreateLogGroup", new { logGroupName = "g" });
        _bench.Call("logs", "CreateLogStream", new { logGroupName = "g", logStreamName = "s" });
        var time = _bench.Account.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        _bench.Call("logs", "PutLogEvents", new
        {
            logGroupName = "g", logStreamName = "s",
            logEvents = new[] { "one fish", "two fish", "red" }.Select((message, at) => new { timestamp = time + at, message }).ToArray(),
        });
        var page = _bench.Call("logs", "GetLogEvents", new { logGroupName = "g", logStreamName = "s", limit = 2, startFromHead = true });
        Assert.Equal(["one fish", "two fish"], Messages(page));
        var token = (string)page["nextForwardToken"]!;
        Assert.Equal(["red"], Messages(_bench.Call("logs", "GetLogEvents", new { logGroupName = "g", logStreamName = "s", nextToken = token })));
        Assert.Equal(["two fish", "red"], Messages(_bench.Call("logs", "GetLogEvents", new { logGroupName = "g", logStreamName = "s", limit = 2 })));
        Assert.Equal(["two fish"], Messages(_bench.Call("logs", "FilterLogEvents", new { logGroupName = "g", filterPattern = "fish -one" })));
        var rest = _bench.Call("logs", "FilterLogEvents", new { logGroupName = "g", limit = 1 });
        Assert.Equal(["two fish", "red"], Messages(_bench.Call(
            "logs", "FilterLogEvents", new { logGroupName = "g", nextToken = (string)rest["nextToken"]! })));
        Assert.Equal("InvalidParameterException", Refused("PutLogEvents", new
        {
            logGroupName = "g", logStreamName = "s", logEvents = new[] { new { timestamp = 2L, message = "b" }, new { timestamp = 1L, message = "a" } },
        }));
    }

    private JsonNode Group() => _bench.Call("logs", "DescribeLogGroups", new { logGroupNamePrefix = "g" })["logGroups"]![0]!;

    private static string[] Messages(JsonObject answer) => [.. ((JsonArray)answer["events"]!).Select(logged => (string)logged!["message"]!)];

    private string Refused(string operation, object parameters) => _bench.Refused("logs", operation, parameters).Code;
}
