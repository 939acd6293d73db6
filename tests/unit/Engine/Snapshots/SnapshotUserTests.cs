using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using AwsHardening.Sandbox.Iam;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Snapshots;

/// <summary>Users, groups and the password policy in copies.</summary>
public sealed class SnapshotUserTests : IDisposable
{
    private readonly SnapshotBench _bench = new();
    private readonly SandboxAccount _account = SandboxAccount.FromTemplate("SecurityEssentials");

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("GetAccountSummary")]
    [InlineData("GenerateCredentialReport")]
    [InlineData("GetCredentialReport")]
    [InlineData("ListVirtualMFADevices")]
    public async Task Of_the_root_user_the_copy_knows_nothing_and_says_so(string operation)
    {
        var copy = SandboxAccount.FromSnapshot(await _bench.ExportAsync(_account));
        Assert.Equal("NotInSnapshot", Assert.Throws<AwsErrorException>(() => Call(copy, operation)).Code);
    }

    [Fact]
    public async Task Users_come_back_with_groups_keys_devices_and_passwords_and_no_secret()
    {
        var (key, secret, password) = People();
        var first = await _bench.ExportAsync(_account);
        var text = string.Join('\n', SnapshotBench.Lines(first));
        Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain(password, text, StringComparison.Ordinal);

        var copy = SandboxAccount.FromSnapshot(first);
        Assert.Equal(["admin", "audit", "operator"], Names(copy, "ListUsers", "Users", "UserName"));
        Assert.Equal(["admins"], Names(copy, "ListGroupsForUser", "Groups", "GroupName", ("UserName", "operator")));
        var listed = Call(copy, "ListAccessKeys", ("UserName", "operator"))["AccessKeyMetadata"]![0]!;
        Assert.Equal((key, "Active"), ((string?)listed["AccessKeyId"], (string?)listed["Status"]));
        Assert.StartsWith("2026-01-01T00:00:00", (string?)Call(copy, "GetAccessKeyLastUsed", ("AccessKeyId", key))["AccessKeyLastUsed"]!["LastUsedDate"], StringComparison.Ordinal);
        Assert.Equal($"arn:aws:iam::{_account.AccountId}:mfa/operator", (string?)Call(copy, "ListMFADevices", ("UserName", "operator"))["MFADevices"]![0]!["SerialNumber"]);
        Assert.NotNull(Call(copy, "GetLoginProfile", ("UserName", "operator"))["LoginProfile"]);
        Assert.Equal("NoSuchEntity", Assert.Throws<AwsErrorException>(() => Call(copy, "GetLoginProfile", ("UserName", "audit"))).Code);
        Assert.Equal(14, (int)Call(copy, "GetAccountPasswordPolicy")["PasswordPolicy"]!["MinimumPasswordLength"]!);
        Assert.Equal("assume_admin", (string?)Call(copy, "ListAttachedUserPolicies", ("UserName", "operator"))["AttachedPolicies"]![0]!["PolicyName"]);
        Assert.Equal(SnapshotBench.Lines(first), SnapshotBench.Lines(await _bench.ExportAsync(copy)));
        // A copy can be worked on: a new key acts as its user does.
        var made = (string)Call(copy, "CreateAccessKey", ("UserName", "audit"))["AccessKey"]!["AccessKeyId"]!;
        Assert.Equal("AccessDenied", Assert.Throws<AwsErrorException>(() => copy.InvokeAs(made, "iam", "ListUsers", [])).Code);
    }

    [Fact]
    public async Task What_is_denied_of_users_is_unread_and_not_empty()
    {
        People();
        _account.Faults.Add(new FaultRule(FaultKind.AccessDenied, "iam", "ListMFADevices"));
        _account.Faults.Add(new FaultRule(FaultKind.AccessDenied, "iam", "GetAccountPasswordPolicy"));
        var host = new TestHost();
        var path = await _bench.ExportAsync(_account, host);
        Assert.Contains(host.Errors, error => error.Action.Contains("iam:ListMFADevices", StringComparison.Ordinal));
        var copy = SandboxAccount.FromSnapshot(path);
        Assert.Equal("AccessDenied", Assert.Throws<AwsErrorException>(() => Call(copy, "ListMFADevices", ("UserName", "operator"))).Code);
        Assert.Equal("AccessDenied", Assert.Throws<AwsErrorException>(() => Call(copy, "GetAccountPasswordPolicy")).Code);
        Assert.NotEmpty(Names(copy, "ListUsers", "Users", "UserName"));
        Assert.Equal(SnapshotBench.Lines(path), SnapshotBench.Lines(await _bench.ExportAsync(copy)));
    }

    private (string Key, string Secret, string Password) People()
    {
        const string Password = "Correct-horse-battery-1";
        Call(_account, "CreateGroup", ("GroupName", "admins"));
        Call(_account, "AddUserToGroup", ("GroupName", "admins"), ("UserName", "operator"));
        Call(_account, "PutGroupPolicy", ("GroupName", "admins"), ("PolicyName", "p"), ("PolicyDocument", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"""));
        Call(_account, "CreateLoginProfile", ("UserName", "operator"), ("Password", Password));
        Call(_account, "UpdateAccountPasswordPolicy", ("MinimumPasswordLength", 14));
        var key = Call(_account, "CreateAccessKey", ("UserName", "operator"))["AccessKey"]!;
        _account.InvokeAs((string)key["AccessKeyId"]!, "sts", "GetCallerIdentity", []);
        var serial = (string)Call(_account, "CreateVirtualMFADevice", ("VirtualMFADeviceName", "operator"))["VirtualMFADevice"]!["SerialNumber"]!;
        var iam = _account.Service<IamService>();
        var (first, second) = (TimeBasedCode.Step(_account.Clock.GetUtcNow()) - 1, TimeBasedCode.Step(_account.Clock.GetUtcNow()));
        var seed = iam.State.VirtualDevices[serial].Seed;
        Call(_account, "EnableMFADevice", ("UserName", "operator"), ("SerialNumber", serial),
            ("AuthenticationCode1", TimeBasedCode.Of(seed, first)), ("AuthenticationCode2", TimeBasedCode.Of(seed, second)));
        return ((string)key["AccessKeyId"]!, (string)key["SecretAccessKey"]!, Password);
    }

    private static IEnumerable<string> Names(
        SandboxAccount account, string operation, string list, string member, params (string Name, JsonNode? Value)[] parameters) =>
        Call(account, operation, parameters)[list]!.AsArray().Select(one => (string)one![member]!);

    private static JsonObject Call(SandboxAccount account, string operation, params (string Name, JsonNode? Value)[] parameters) =>
        account.Invoke("iam", operation, new JsonObject(parameters.Select(one => KeyValuePair.Create(one.Name, one.Value))));
}
