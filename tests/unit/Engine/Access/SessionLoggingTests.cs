using System.Text.Json.Nodes;
using AwsHardening.Core.Access;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Access;

/// <summary>The workshop's extra credit, items 69 to 80, so that it works (T7, T8).</summary>
public sealed class SessionLoggingTests : IDisposable
{
    private const string Curl = "curl -s http://169.254.169.254/latest/meta-data/instance-id";

    private readonly AccessScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task What_is_typed_on_a_services_server_is_in_the_bucket_and_in_the_log_group()
    {
        var done = await _scene.EnableLoggingAsync();
        Assert.Empty(_scene.Host.Errors);
        Assert.All(done, change => Assert.Equal("Applied", change.Status));
        Assert.Equal("AWS::SSM::Document", done[^1].ResourceType);

        var typed = (await _scene.EnterAsync(AccessScene.Services, Curl))!;
        Assert.Contains(_scene.Instance(AccessScene.Services), typed.Output, StringComparison.Ordinal);
        var session = Assert.Single(await _scene.HistoryAsync());
        Assert.Equal(("Terminated", AccessScene.LogGroup), (session.Status, session.LogGroupName));
        Assert.EndsWith($"/{AccessScene.Bucket}/sessions/{session.SessionId}.log", session.S3OutputUrl, StringComparison.Ordinal);

        var log = await _scene.LogAsync(session.SessionId);
        Assert.Contains(log, line => line.Message == $"sh-4.2$ {Curl}");
        Assert.All(log, line => Assert.Equal(AccessScene.LogGroup, line.Source));
        // The copy in S3 says the same.
        _scene.Call("logs", "DeleteLogStream", new { logGroupName = AccessScene.LogGroup, logStreamName = session.SessionId });
        Assert.Equal(log.Select(line => line.Message), (await _scene.LogAsync(session.SessionId)).Select(line => line.Message));
    }

    [Fact]
    public async Task What_the_services_servers_lack_is_said_and_left_unless_it_is_asked_for()
    {
        await _scene.EnableLoggingAsync(AccessScene.Logging with { OpenNetwork = false });
        var said = _scene.Host.Warnings.Where(warning => warning.Contains(AccessScene.Services, StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, said.Length);
        Assert.All(said, warning => Assert.Contains("-OpenNetwork", warning, StringComparison.Ordinal));
        Assert.DoesNotContain(_scene.Host.Warnings, warning => warning.Contains(AccessScene.Web, StringComparison.Ordinal));
        Assert.DoesNotContain(_scene.Account.Calls, call => call.Operation is "CreateVpcEndpoint" or "AuthorizeSecurityGroupEgress");
        // As in the workshop: with the encryption asked for, no session starts on them at all, and nothing is lost in silence.
        await _scene.EnterAsync(AccessScene.Services, Curl);
        Assert.Equal("Failed", Assert.Single(await _scene.HistoryAsync()).Status);
    }

    [Fact]
    public async Task The_network_gets_exactly_what_is_missing()
    {
        await _scene.EnableLoggingAsync();
        Assert.Equal(["com.amazonaws.us-east-1.logs"], _scene.Account.Calls.Where(call => call.Operation == "CreateVpcEndpoint")
            .Select(call => (string)call.Parameters["ServiceName"]!));
        // One way out to S3; to the new endpoint the rule for its sisters' group leads already.
        var permission = Assert.Single(_scene.Account.Calls, call => call.Operation == "AuthorizeSecurityGroupEgress").Parameters["IpPermissions"]![0]!;
        Assert.Equal("pl-63a5400a", (string?)permission["PrefixListIds"]![0]!["PrefixListId"]);
        Assert.DoesNotContain(_scene.Account.Calls, call => call.Operation == "AuthorizeSecurityGroupIngress");
    }

    [Fact]
    public async Task The_role_gets_the_writing_of_these_logs_and_nothing_else()
    {
        await _scene.EnableLoggingAsync();
        var policy = JsonNode.Parse(Uri.UnescapeDataString((string)_scene.Call("iam", "GetRolePolicy", new
        {
            RoleName = AccessScene.Role, PolicyName = "AwsHardeningSessionLogging",
        })["PolicyDocument"]!))!;
        var rights = policy["Statement"]!.AsArray().SelectMany(statement => statement!["Action"]!.AsArray()
            .Select(action => $"{action} {statement["Resource"]}")).ToArray();
        Assert.Equal(
            [
                "kms:Decrypt arn:aws:kms:us-east-1:123456789012:key/*", "kms:GenerateDataKey arn:aws:kms:us-east-1:123456789012:key/*",
                "logs:CreateLogStream arn:aws:logs:us-east-1:123456789012:log-group:fnd203-ssmlogs-logs:*", "logs:DescribeLogGroups *",
                "logs:DescribeLogStreams arn:aws:logs:us-east-1:123456789012:log-group:fnd203-ssmlogs-logs:*",
                "logs:PutLogEvents arn:aws:logs:us-east-1:123456789012:log-group:fnd203-ssmlogs-logs:*",
                "s3:GetEncryptionConfiguration arn:aws:s3:::fnd203-ssmlogs", "s3:PutObject arn:aws:s3:::fnd203-ssmlogs/sessions/*",
            ],
            rights.Order(StringComparer.Ordinal));
        // The key to any other thing stays shut.
        Assert.Contains("alias/aws-hardening-session-logs", policy.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preferences_that_were_there_stay()
    {
        _scene.Call("ssm", "CreateDocument", new
        {
            Name = "SSM-SessionManagerRunShell", DocumentType = "Session", Content =
                """{"schemaVersion":"1.0","description":"ours","sessionType":"Standard_Stream","inputs":{"idleSessionTimeout":"7","runAsEnabled":true,"s3BucketName":"fnd203-demo-bucket"}}""",
        });
        await _scene.EnableLoggingAsync();
        var inputs = Preferences()["inputs"]!;
        Assert.Equal(("ours", "7", true), ((string?)Preferences()["description"], (string?)inputs["idleSessionTimeout"], (bool?)inputs["runAsEnabled"]));
        Assert.Equal((AccessScene.Bucket, AccessScene.LogGroup), ((string?)inputs["s3BucketName"], (string?)inputs["cloudWatchLogGroupName"]));
        // Taken back, they are what they were to the letter, and the version that counts is the one that did.
        await _scene.UndoAllAsync();
        Assert.Empty(_scene.Host.Errors);
        Assert.Equal("fnd203-demo-bucket", (string?)Preferences()["inputs"]!["s3BucketName"]);
        Assert.False(Preferences()["inputs"]!.AsObject().ContainsKey("cloudWatchLogGroupName"));
    }

    [Fact]
    public async Task Twice_is_once()
    {
        await _scene.EnableLoggingAsync();
        var picture = _scene.Picture();
        Assert.Empty(await _scene.EnableLoggingAsync());
        Assert.Equal(picture, _scene.Picture());
    }

    [Fact]
    public async Task Another_log_group_is_added_to_the_policy_of_the_key_and_taken_out_by_undo()
    {
        await _scene.EnableLoggingAsync();
        var (picture, policy) = (_scene.Picture(), KeyPolicy());
        var host = new TestHost();
        _scene.Host = host;
        await _scene.EnableLoggingAsync(AccessScene.Logging with { LogGroupName = "other-logs" });
        Assert.Empty(host.Errors);
        Assert.Equal(
            [$"arn:aws:logs:us-east-1:123456789012:log-group:{AccessScene.LogGroup}", "arn:aws:logs:us-east-1:123456789012:log-group:other-logs"],
            KeyPolicy()["Statement"]![1]!["Condition"]!["ArnEquals"]!["kms:EncryptionContext:aws:logs:arn"]!.AsArray().Select(arn => (string)arn!));
        Assert.Contains("group other-logs 365 True", _scene.Picture(), StringComparison.Ordinal);
        await _scene.EnterAsync(AccessScene.Services, Curl);
        Assert.Equal(("Terminated", "other-logs"), (Assert.Single(await _scene.HistoryAsync()).Status, Assert.Single(await _scene.HistoryAsync()).LogGroupName));
        Assert.Single(_scene.Account.Calls, call => call.Operation == "PutKeyPolicy");
        // Asked for once more there is nothing left to do.
        Assert.Empty(await _scene.EnableLoggingAsync(AccessScene.Logging with { LogGroupName = "other-logs" }));

        var changes = await _scene.ChangesAsync();
        await _scene.UndoSetAsync(changes[^1].SetId, force: true);
        Assert.Empty(host.Errors);
        Assert.Equal(policy.ToJsonString(), KeyPolicy().ToJsonString());
        Assert.Equal(picture, _scene.Picture());
    }

    [Fact]
    public async Task What_others_wrote_into_the_policy_of_the_key_stays()
    {
        await _scene.EnableLoggingAsync();
        var key = (string)_scene.Call("kms", "DescribeKey", new { KeyId = "alias/aws-hardening-session-logs" })["KeyMetadata"]!["KeyId"]!;
        _scene.Call("kms", "PutKeyPolicy", new
        {
            KeyId = key, PolicyName = "default", Policy =
                """{"Version":"2012-10-17","Statement":{"Sid":"Ours","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"kms:*","Resource":"*"}}""",
        });
        await _scene.EnableLoggingAsync(AccessScene.Logging with { LogGroupName = "other-logs" });
        Assert.Empty(_scene.Host.Errors);
        Assert.Equal(["Ours", "CloudWatchLogsEncryptsTheGroup"], KeyPolicy()["Statement"]!.AsArray().Select(statement => (string)statement!["Sid"]!));
    }

    private JsonNode KeyPolicy() => JsonNode.Parse((string)_scene.Call("kms", "GetKeyPolicy", new
    {
        KeyId = (string)_scene.Call("kms", "DescribeKey", new { KeyId = "alias/aws-hardening-session-logs" })["KeyMetadata"]!["KeyId"]!,
    })["Policy"]!)!;

    [Fact]
    public async Task All_of_it_can_be_taken_back()
    {
        var before = _scene.Picture();
        await _scene.EnableLoggingAsync();
        Assert.NotEqual(before, _scene.Picture());
        await _scene.UndoAllAsync();
        Assert.Empty(_scene.Host.Errors);
        Assert.Equal(before, _scene.Picture());
    }

    [Fact]
    public async Task A_log_group_that_holds_logs_is_not_deleted_with_the_rest()
    {
        await _scene.EnableLoggingAsync();
        await _scene.EnterAsync(AccessScene.Services, Curl);
        var host = new TestHost();
        await _scene.UndoAllAsync(host);
        Assert.Contains(host.Errors, error => error.Message.Contains("it holds logs", StringComparison.Ordinal));
        Assert.Contains("group " + AccessScene.LogGroup, _scene.Picture(), StringComparison.Ordinal);
        Assert.Contains("bucket " + AccessScene.Bucket, _scene.Picture(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_changes_nothing_and_applied_does_the_same()
    {
        var before = _scene.Picture();
        var plan = (await SessionLoggingOperation.PlanEnableAsync(_scene.Session, AccessScene.Logging, _scene.Host, TestContext.Current.CancellationToken))!;
        Assert.Equal(before, _scene.Picture());
        Assert.DoesNotContain(_scene.Account.Calls, call => call.Mutating);
        var applied = await _scene.InvokeAsync(plan);
        Assert.Empty(_scene.Host.Errors);
        Assert.All(applied, change => Assert.Equal(HardeningChangeStatus.Applied, change.Status));
        using var other = new AccessScene();
        await other.EnableLoggingAsync();
        // The key's description tells which change made it, and the two were made by two.
        static string Same(string picture) => System.Text.RegularExpressions.Regex.Replace(picture, "change change\\d+", "change x");
        Assert.Equal(Same(other.Picture()), Same(_scene.Picture()));
    }

    [Fact]
    public async Task Declined_once_nothing_that_relies_on_it_is_made()
    {
        _scene.Host = new TestHost { Agrees = false };
        var done = await _scene.EnableLoggingAsync();
        Assert.Equal("Declined", Assert.Single(done).Status);
        Assert.DoesNotContain(_scene.Account.Calls, call => call.Mutating);
    }

    [Fact]
    public async Task Turned_off_no_session_is_logged_and_the_logs_stay()
    {
        await _scene.EnableLoggingAsync();
        await _scene.EnterAsync(AccessScene.Services, Curl);
        await _scene.DisableLoggingAsync();
        Assert.Empty(_scene.Host.Errors);
        Assert.DoesNotContain("AwsHardeningSessionLogging", _scene.Picture(), StringComparison.Ordinal);
        await _scene.EnterAsync(AccessScene.Services, "hostname");
        var history = await _scene.HistoryAsync();
        Assert.Equal(["", AccessScene.LogGroup], history.Select(session => session.LogGroupName).Order(StringComparer.Ordinal));
        Assert.NotEmpty(await _scene.LogAsync(history.Single(session => session.LogGroupName.Length > 0).SessionId));
        Assert.Empty(await _scene.LogAsync(history.Single(session => session.LogGroupName.Length == 0).SessionId));
        Assert.Contains("logging was not on", Assert.Single(_scene.Host.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Log_Delivery_group_is_granted_nothing()
    {
        await _scene.EnableLoggingAsync();
        Assert.DoesNotContain(_scene.Account.Calls, call => call.Operation is "PutBucketAcl"
            || call.Parameters.ToJsonString().Contains("LogDelivery", StringComparison.Ordinal));
    }

    private JsonNode Preferences() => JsonNode.Parse((string)_scene.Call("ssm", "GetDocument", new { Name = "SSM-SessionManagerRunShell" })["Content"]!)!;
}
