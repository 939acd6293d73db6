using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Access;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Snapshots;

/// <summary>Roles, keys, log groups, load balancers and managed instances in copies.</summary>
public sealed class SnapshotServiceTests : IDisposable
{
    private const string Curl = "curl -s http://169.254.169.254/latest/meta-data/instance-id";

    private static readonly byte[] s_salt = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private readonly SnapshotBench _bench = new();
    private readonly SandboxAccount _account = SandboxAccount.FromTemplate("Fnd203");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Session_logging_is_rehearsed_on_a_copy_as_it_goes_on_the_original()
    {
        using var copy = new AccessScene(SandboxAccount.FromSnapshot(await _bench.ExportAsync(_account)));
        using var original = new AccessScene(_account);
        Assert.Equal(original.Picture(), copy.Picture());
        Assert.Equal(await StatusesAsync(original), await StatusesAsync(copy));

        var (there, here) = (await original.EnableLoggingAsync(), await copy.EnableLoggingAsync());
        Assert.Empty(copy.Host.Errors);
        Assert.Equal(there.Select(Told), here.Select(Told));
        Assert.Equal(original.Host.Warnings, copy.Host.Warnings);
        Assert.Equal(Sizes(original), Sizes(copy));

        // The copy of what that left is as good.
        var after = SandboxAccount.FromSnapshot(await _bench.ExportAsync(_account));
        using var later = new AccessScene(after);
        foreach (var scene in new[] { original, copy, later })
        {
            var typed = (await scene.EnterAsync(AccessScene.Services, Curl))!;
            Assert.Contains(scene.Instance(AccessScene.Services), typed.Output, StringComparison.Ordinal);
            Assert.NotEmpty(await scene.LogAsync(Assert.Single(await scene.HistoryAsync()).SessionId));
        }

        await copy.UndoAllAsync(force: true);
        Assert.DoesNotContain(copy.Call("logs", "DescribeLogGroups")["logGroups"]!.AsArray(), _ => true);
    }

    [Fact]
    public async Task What_session_logging_leaves_comes_back_byte_by_byte()
    {
        using var scene = new AccessScene(_account);
        await scene.EnableLoggingAsync();
        await scene.EnterAsync(AccessScene.Services, Curl);
        var first = await _bench.ExportAsync(_account);
        var second = await _bench.ExportAsync(SandboxAccount.FromSnapshot(first));
        Assert.Equal(SnapshotBench.Lines(first), SnapshotBench.Lines(second));
        // What was typed and what it showed is nobody's business.
        Assert.DoesNotContain(SnapshotBench.Lines(first), line => line.Contains("meta-data", StringComparison.Ordinal));
        foreach (var type in new[] { "KMS::Key", "KMS::Alias", "Logs::LogGroup", "SSM::Document", "SSM::ManagedInstance", "IAM::Role", "IAM::InstanceProfile", "ElasticLoadBalancingV2::Listener" })
        {
            Assert.Contains(SnapshotBench.Lines(first), line => line.StartsWith($"{{\"type\":\"AWS::{type}\",\"data\"", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("iam", "List*", "iam:ListRoles", "iam", "ListRoles")]
    [InlineData("kms", "*", "kms:ListKeys", "kms", "ListKeys")]
    [InlineData("logs", "*", "logs:DescribeLogGroups", "logs", "DescribeLogGroups")]
    [InlineData("elbv2", "*", "elasticloadbalancing:DescribeLoadBalancers", "elbv2", "DescribeLoadBalancers")]
    [InlineData("ssm", "*", "ssm:DescribeInstanceInformation", "ssm", "DescribeInstanceInformation")]
    public async Task A_service_that_is_denied_is_unread_and_the_rest_is_there(string service, string operations, string action, string asked, string operation)
    {
        _account.Faults.Add(new FaultRule(FaultKind.AccessDenied, service, operations));
        var host = new TestHost();
        var path = await _bench.ExportAsync(_account, host);
        Assert.All(host.Errors, error => Assert.Equal("AccessDenied", error.Id));
        Assert.Contains(host.Errors, error => error.Action.Contains(action, StringComparison.Ordinal));
        Assert.Contains(SnapshotBench.Lines(path), line => line.Contains("AWS::EC2::Instance\",\"reservation", StringComparison.Ordinal));

        var copy = SandboxAccount.FromSnapshot(path);
        Assert.StartsWith("AccessDenied", Assert.Throws<AwsErrorException>(() => copy.Invoke(asked, operation, [])).Code, StringComparison.Ordinal);
        Assert.NotEmpty(copy.All("DescribeInstances", "Reservations"));
        Assert.Equal(SnapshotBench.Lines(path), SnapshotBench.Lines(await _bench.ExportAsync(copy)));
    }

    [Fact]
    public async Task A_role_whose_policies_are_denied_is_not_judged_on_the_copy_and_its_instances_stay_as_they_were()
    {
        _account.Faults.Add(new FaultRule(FaultKind.AccessDenied, "iam", "GetRolePolicy"));
        var host = new TestHost();
        var path = await _bench.ExportAsync(_account, host);
        Assert.Contains("iam:GetRolePolicy", Assert.Single(host.Errors).Action, StringComparison.Ordinal);
        using var copy = new AccessScene(SandboxAccount.FromSnapshot(path));
        var role = (string)copy.Call("iam", "GetRole", new { RoleName = AccessScene.Role })["Role"]!["Arn"]!;
        Assert.Throws<AwsErrorException>(() => copy.Call("iam", "SimulatePrincipalPolicy", new { PolicySourceArn = role, ActionNames = new[] { "s3:GetObject" } }));
        using var original = new AccessScene(_account);
        _account.Faults.Clear();
        Assert.Equal(await ConnectionsAsync(original), await ConnectionsAsync(copy));
        Assert.Equal(SnapshotBench.Lines(path), SnapshotBench.Lines(await _bench.ExportAsync(copy.Account)));
    }

    [Fact]
    public async Task An_agent_that_is_silent_stays_so_on_the_copy_until_its_surroundings_change()
    {
        using var original = new AccessScene(_account);
        original.Ssm.SilenceAgent(_account.Region, original.Instance(AccessScene.Web));
        using var copy = new AccessScene(SandboxAccount.FromSnapshot(await _bench.ExportAsync(_account)));
        Assert.Equal(await ConnectionsAsync(original), await ConnectionsAsync(copy));
        Assert.Contains(await ConnectionsAsync(copy), line => line.EndsWith("notconnected", StringComparison.Ordinal));
        // A role that lets nothing through leaves nobody connected.
        copy.SetRolePolicy("s3:GetObject");
        Assert.All(await ConnectionsAsync(copy), line => Assert.EndsWith("notconnected", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Under_pseudonyms_the_same_instances_are_connected_and_nothing_tells_whose_they_are()
    {
        using var scene = new AccessScene(_account);
        await scene.EnableLoggingAsync();
        scene.Call("iam", "CreatePolicy", new
        {
            PolicyName = "AcmePayroll", Path = "/acme/", PolicyDocument = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::acme-pay/*"}]}""",
        });
        scene.Call("iam", "AttachRolePolicy", new { RoleName = AccessScene.Role, PolicyArn = $"arn:aws:iam::{_account.AccountId}:policy/acme/AcmePayroll" });
        scene.Call("logs", "TagResource", new { resourceArn = $"arn:aws:logs:us-east-1:{_account.AccountId}:log-group:{AccessScene.LogGroup}", tags = new { Owner = "Acme" } });
        var lines = SnapshotBench.Lines(await _bench.ExportAsync(_account, pseudonymize: true, salt: s_salt));
        var text = string.Join('\n', lines);
        foreach (var secret in new[] { "acme", "fnd203", "SharedServer", "WebApp", _account.AccountId })
        {
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
        }

        var path = _bench.NewPath();
        SnapshotBench.Write(path, lines);
        var copy = SandboxAccount.FromSnapshot(path);
        Assert.Equal(Connections(_account), Connections(copy));
        Assert.Equal(lines, SnapshotBench.Lines(await _bench.ExportAsync(copy)).Select((line, i) => i == 0 ? lines[0] : i == lines.Length - 1 ? lines[^1] : line));
        // One name wherever it stands: the role's policy lets it write into this very group, and the key is that of the group.
        var group = (JsonObject)copy.Invoke("logs", "DescribeLogGroups", [])["logGroups"]![0]!;
        var role = Record(lines, "AWS::IAM::Role", data => data["Policies"] is not null);
        Assert.Contains($"log-group:{(string)group["logGroupName"]!}:*", role["Policies"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((string?)Record(lines, "AWS::KMS::Key", _ => true)["Arn"], (string?)group["kmsKeyId"]);
        var instance = Record(lines, "AWS::EC2::Instance", data => data["IamInstanceProfile"] is not null);
        var profile = Record(lines, "AWS::IAM::InstanceProfile", data => (string?)data["Arn"] == (string?)instance["IamInstanceProfile"]!["Arn"]);
        Assert.Equal((string?)role["RoleName"], (string?)profile["Roles"]![0]);
    }

    [Fact]
    public async Task No_secret_of_a_shells_profile_is_in_it()
    {
        using var scene = new AccessScene(_account);
        scene.Call("ssm", "CreateDocument", new
        {
            Name = "SSM-SessionManagerRunShell", DocumentType = "Session", DocumentFormat = "JSON",
            Content = """{"schemaVersion":"1.0","sessionType":"Standard_Stream","inputs":{"shellProfile":{"linux":"export DB_PASSWORD=hunter2; AWS_SECRET_ACCESS_KEY=abcd; cd /srv"}}}""",
        });
        var path = await _bench.ExportAsync(_account);
        var text = string.Join('\n', SnapshotBench.Lines(path));
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("abcd;", text, StringComparison.Ordinal);
        Assert.Contains("cd /srv", text, StringComparison.Ordinal);
        Assert.Equal(SnapshotBench.Lines(path), SnapshotBench.Lines(await _bench.ExportAsync(SandboxAccount.FromSnapshot(path))));
    }

    private static (string, string, string) Told(AccessChange change) => (change.ResourceType, change.Action, change.Status);

    private static string Sizes(AccessScene scene) => string.Join(
        '\n', scene.Picture().Split('\n').Select(line => line.Split(' ')[0]).GroupBy(word => word).Select(words => $"{words.Key} {words.Count()}"));

    private static async Task<IReadOnlyList<string>> StatusesAsync(AccessScene scene) =>
        [.. (await scene.AllManagedAsync()).Select(one => $"{one.InstanceId} {one.PingStatus} {one.AgentVersion} {string.Join(',', one.Reasons)}")];

    private static Task<IReadOnlyList<string>> ConnectionsAsync(AccessScene scene) => Task.FromResult(Connections(scene.Account));

    private static IReadOnlyList<string> Connections(SandboxAccount account) =>
    [
        .. account.All("DescribeInstances", "Reservations").SelectMany(one => one["Instances"]!.AsArray()).Select(one => (string)one!["InstanceId"]!)
            .Select(id => $"{id} {account.Invoke("ssm", "GetConnectionStatus", new JsonObject { ["Target"] = id })["Status"]}"),
    ];

    private static JsonObject Record(string[] lines, string type, Func<JsonObject, bool> wanted) => lines
        .Where(line => line.Contains($"\"{type}\",", StringComparison.Ordinal) && line.Contains("\"data\"", StringComparison.Ordinal))
        .Select(line => (JsonObject)JsonNode.Parse(line)!["data"]!).First(wanted);
}
