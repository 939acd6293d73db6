using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Access;

/// <summary>Sessions, their history and their logs.</summary>
public class SessionTests
{
    private const string Web = "Web Server for AZ1";
    private const string Services = "Services Server for AZ1";
    private const string Bucket = "session-logs-of-mine";
    private const string Group = "session-logs";

    private readonly AccessBench _bench = new();

    [Fact]
    public void A_session_is_active_until_it_is_terminated_and_in_the_history_from_then_on()
    {
        var id = Start(Web).Id;
        Assert.Equal(id, (string?)Sessions("Active").Single()["SessionId"]);
        Assert.Empty(Sessions("History"));
        _bench.Call("ssm", "TerminateSession", new { SessionId = id });
        Assert.Empty(Sessions("Active"));
        var past = Sessions("History").Single();
        Assert.Equal(("Terminated", _bench.Instance(Web)), ((string?)past["Status"], (string?)past["Target"]));
        Assert.EndsWith(":user/admin", (string?)past["Owner"], StringComparison.Ordinal);
        Assert.Equal("DoesNotExistException", _bench.Refused("ssm", "ResumeSession", new { SessionId = id }).Code);
    }

    [Fact]
    public void What_was_typed_is_in_the_bucket_and_the_log_group_when_role_and_network_let_it()
    {
        Log(encrypted: false);
        LetWrite();
        var (id, token) = Start(Web);
        _bench.Ssm.Type("us-east-1", id, token, "curl http://169.254.169.254/latest/meta-data/instance-id");
        _bench.Call("ssm", "TerminateSession", new { SessionId = id });
        var url = Sessions("History").Single()["OutputUrl"]!;
        Assert.EndsWith($"/{Bucket}/web/{id}.log", (string?)url["S3OutputUrl"], StringComparison.Ordinal);
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(
            (string)_bench.Call("s3", "GetObject", new { Bucket, Key = $"web/{id}.log" })["Body"]!));
        Assert.Contains("sh-4.2$ curl http://169.254.169.254/latest/meta-data/instance-id\n" + _bench.Instance(Web), text, StringComparison.Ordinal);
        var events = _bench.Call("logs", "GetLogEvents", new { logGroupName = Group, logStreamName = id, startFromHead = true })["events"]!;
        Assert.Contains("instance-id", (string?)events[0]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public void From_the_services_servers_nothing_arrives_for_want_of_an_endpoint_and_a_way_out()
    {
        Log(encrypted: false);
        LetWrite();
        var (id, token) = Start(Services);
        _bench.Ssm.Type("us-east-1", id, token, "hostname");
        _bench.Ssm.Type("us-east-1", id, token, "exit");
        Assert.Equal("Terminated", (string?)Sessions("History").Single()["Status"]);
        Assert.Null(_bench.Call("s3", "ListObjectsV2", new { Bucket })["Contents"]?.AsArray().FirstOrDefault());
        Assert.Empty((JsonArray)_bench.Call("logs", "DescribeLogStreams", new { logGroupName = Group })["logStreams"]!);
    }

    [Fact]
    public void With_encryption_asked_for_a_session_does_not_start_into_an_unencrypted_log_group()
    {
        Log(encrypted: true);
        LetWrite();
        var (id, token) = Start(Web);
        Assert.Contains("encryption is not set up", _bench.Ssm.Type("us-east-1", id, token, "hostname"), StringComparison.Ordinal);
        Assert.Equal("Failed", (string?)Sessions("History").Single()["Status"]);
    }

    [Fact]
    public void A_document_that_is_no_session_document_starts_none() => Assert.Equal(
        "InvalidDocument", _bench.Refused("ssm", "StartSession", new { Target = _bench.Instance(Web), DocumentName = "AWS-RunShellScript" }).Code);

    private (string Id, string Token) Start(string instance)
    {
        var started = _bench.Call("ssm", "StartSession", new { Target = _bench.Instance(instance) });
        return ((string)started["SessionId"]!, (string)started["TokenValue"]!);
    }

    private List<JsonNode> Sessions(string state) =>
        [.. ((JsonArray)_bench.Call("ssm", "DescribeSessions", new { State = state })["Sessions"]!).Select(session => session!)];

    private void Log(bool encrypted)
    {
        _bench.Call("s3", "CreateBucket", new { Bucket });
        _bench.Call("logs", "CreateLogGroup", new { logGroupName = Group });
        _bench.Call("ssm", "CreateDocument", new
        {
            Name = "SSM-SessionManagerRunShell", DocumentType = "Session", Content = new JsonObject
            {
                ["schemaVersion"] = "1.0", ["sessionType"] = "Standard_Stream", ["inputs"] = new JsonObject
                {
                    ["s3BucketName"] = Bucket, ["s3KeyPrefix"] = "web", ["s3EncryptionEnabled"] = false, ["cloudWatchLogGroupName"] = Group,
                    ["cloudWatchEncryptionEnabled"] = encrypted, ["cloudWatchStreamingEnabled"] = true,
                },
            }.ToJsonString(),
        });
    }

    private void LetWrite() => _bench.Call("iam", "PutRolePolicy", new
    {
        RoleName = "SharedServerConnectivityRole", PolicyName = "logs", PolicyDocument =
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:PutObject","logs:*"],"Resource":"*"}]}""",
    });
}
