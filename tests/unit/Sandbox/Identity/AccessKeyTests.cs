using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Iam;
using AwsHardening.UnitTests.SandboxTests.Wire;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Identity;

/// <summary>Access keys: two a user, and no more than their state allows.</summary>
public class AccessKeyTests
{
    private readonly IdentityBench _bench = new();

    [Fact]
    public void A_key_stands_for_its_user_and_its_secret_is_said_once()
    {
        _bench.Call("iam", "CreateUser", new { UserName = "audit" });
        var made = _bench.Call("iam", "CreateAccessKey", new { UserName = "audit" })["AccessKey"]!;
        Assert.Equal(40, ((string)made["SecretAccessKey"]!).Length);
        var key = (string)made["AccessKeyId"]!;

        Assert.Equal("arn:aws:iam::123456789012:user/audit", (string?)_bench.As(key, "sts", "GetCallerIdentity")["Arn"]);
        var listed = _bench.Call("iam", "ListAccessKeys", new { UserName = "audit" });
        Assert.Equal(key, (string?)listed["AccessKeyMetadata"]![0]!["AccessKeyId"]);
        Assert.DoesNotContain((string)made["SecretAccessKey"]!, listed.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_third_key_is_refused()
    {
        _bench.User("audit");
        _bench.Call("iam", "CreateAccessKey", new { UserName = "audit" });
        var refused = Assert.Throws<AwsErrorException>(() => _bench.Call("iam", "CreateAccessKey", new { UserName = "audit" }));
        Assert.Equal(("LimitExceeded", 409), (refused.Code, refused.Status));
        Assert.Equal("Cannot exceed quota for AccessKeysPerUser: 2", refused.Message);
    }

    [Theory]
    [InlineData("sts", "GetCallerIdentity", "InvalidClientTokenId")]
    [InlineData("s3", "ListBuckets", "InvalidAccessKeyId")]
    [InlineData("ec2", "DescribeVpcs", "AuthFailure")]
    [InlineData("kms", "ListKeys", "UnrecognizedClientException")]
    public void An_inactive_key_is_refused_in_the_words_of_each_service(string service, string operation, string code)
    {
        var key = _bench.User("audit", IdentityBench.Anything);
        _bench.As(key, service, operation);
        _bench.Call("iam", "UpdateAccessKey", new { UserName = "audit", AccessKeyId = key, Status = "Inactive" });
        Assert.Equal(code, _bench.Refused(key, service, operation).Code);
        _bench.Call("iam", "UpdateAccessKey", new { UserName = "audit", AccessKeyId = key, Status = "Active" });
        _bench.As(key, service, operation);
        _bench.Call("iam", "DeleteAccessKey", new { UserName = "audit", AccessKeyId = key });
        Assert.Equal(code, _bench.Refused(key, service, operation).Code);
    }

    [Fact]
    public void The_last_use_is_the_last_call()
    {
        var key = _bench.User("audit", IdentityBench.Anything);
        var before = _bench.Call("iam", "GetAccessKeyLastUsed", new { AccessKeyId = key });
        Assert.Equal("N/A", (string?)before["AccessKeyLastUsed"]!["ServiceName"]);
        Assert.Null(before["AccessKeyLastUsed"]!["LastUsedDate"]);
        _bench.Clock.Advance(TimeSpan.FromDays(3));
        _bench.Account.InvokeAs(key, "s3", "ListBuckets", [], "us-east-2");

        var after = _bench.Call("iam", "GetAccessKeyLastUsed", new { AccessKeyId = key })["AccessKeyLastUsed"]!;
        Assert.Equal(("s3", "us-east-2"), ((string?)after["ServiceName"], (string?)after["Region"]));
        Assert.StartsWith("2026-01-04T", (string?)after["LastUsedDate"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_caller_without_a_name_means_itself()
    {
        var key = _bench.User("audit", IdentityBench.Anything);
        Assert.Equal(key, (string?)_bench.As(key, "iam", "ListAccessKeys")["AccessKeyMetadata"]![0]!["AccessKeyId"]);
        Assert.Equal("audit", (string?)_bench.As(key, "iam", "GetUser")["User"]!["UserName"]);
        Assert.Equal("arn:aws:iam::123456789012:root", (string?)_bench.As(_bench.Account.Root.AccessKeyId, "iam", "GetUser")["User"]!["Arn"]);
        var session = _bench.Assume(key, _bench.Role("r", """{"AWS":"123456789012"}""", policy: IdentityBench.Anything));
        Assert.Equal("ValidationError", _bench.Refused(session, "iam", "ListAccessKeys").Code);
    }

    [Fact]
    public void A_user_goes_only_without_keys_devices_and_groups()
    {
        var key = _bench.User("audit");
        Assert.Equal("DeleteConflict", Refused());
        _bench.Call("iam", "DeleteAccessKey", new { UserName = "audit", AccessKeyId = key });
        var serial = _bench.Device("audit");
        Assert.Equal("DeleteConflict", Refused());
        _bench.Call("iam", "DeactivateMFADevice", new { UserName = "audit", SerialNumber = serial });
        _bench.Call("iam", "DeleteUser", new { UserName = "audit" });

        string Refused() => Assert.Throws<AwsErrorException>(() => _bench.Call("iam", "DeleteUser", new { UserName = "audit" })).Code;
    }

    [Fact]
    public void Event_history_has_the_call_and_not_the_secret()
    {
        _bench.Call("iam", "CreateUser", new { UserName = "audit" });
        var secret = (string)_bench.Account.InvokeAs(
            _bench.Account.Principals.Default.AccessKeyId, "iam", "CreateAccessKey", new JsonObject { ["UserName"] = "audit" })
            ["AccessKey"]!["SecretAccessKey"]!;
        var events = _bench.Call("cloudtrail", "LookupEvents").ToJsonString();
        Assert.Contains("CreateAccessKey", events, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, events, StringComparison.Ordinal);
    }
}
