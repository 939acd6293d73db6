using System.Text.Json.Nodes;
using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using AwsHardening.Core.Account;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Sts;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Wire;

public class StsTests
{
    [Fact]
    public async Task An_assumed_role_is_the_caller_of_its_own_credentials()
    {
        var account = SandboxAccount.Create();
        const string Trust = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}}""";
        account.Invoke("iam", "CreateRole", new JsonObject { ["RoleName"] = "Admin", ["Path"] = "/ops/", ["AssumeRolePolicyDocument"] = Trust });
        JsonObject role = account.Invoke(
            "sts", "AssumeRole", new JsonObject { ["RoleArn"] = "arn:aws:iam::123456789012:role/ops/Admin", ["RoleSessionName"] = "bob" });
        JsonNode credentials = role["Credentials"]!;
        using var client = new AmazonSecurityTokenServiceClient(
            new SessionAWSCredentials((string)credentials["AccessKeyId"]!, (string)credentials["SecretAccessKey"]!, (string)credentials["SessionToken"]!),
            new AmazonSecurityTokenServiceConfig { RegionEndpoint = RegionEndpoint.USEast1, HttpClientFactory = new SandboxHttpClientFactory(account) });

        GetCallerIdentityResponse identity = await client.GetCallerIdentityAsync(new GetCallerIdentityRequest(), WireClient.Token);

        Assert.Equal("arn:aws:sts::123456789012:assumed-role/Admin/bob", identity.Arn);
        Assert.Equal((string?)role["AssumedRoleUser"]!["AssumedRoleId"], identity.UserId);
        Assert.Equal("2026-01-01T01:00:02Z", (string?)role["Credentials"]!["Expiration"]);
    }

    [Fact]
    public async Task A_session_token_keeps_its_caller()
    {
        var account = SandboxAccount.Create();
        account.Principals.Add(new Principal("AKIAEVE", "arn:aws:iam::123456789012:user/eve", "AIDAEVE", "123456789012"));
        using var eve = new WireClient(
            new HttpClient(account.CreateHandler()) { BaseAddress = new Uri("https://sts.amazonaws.com/") }, "sts", "us-east-1", "AKIAEVE");

        string key = (await eve.CallAsync("GetSessionToken"))["AccessKeyId"]!;

        Assert.StartsWith("ASIA", key, StringComparison.Ordinal);
        Assert.Equal("arn:aws:iam::123456789012:user/eve", account.Principals.Find(key).Arn);
    }

    [Theory]
    [InlineData("arn:aws:iam::123456789012:user/x", "bob", 3600, "ValidationError")]
    [InlineData("arn:aws:iam::123456789012:role/x", "b", 3600, "ValidationError")]
    [InlineData("arn:aws:iam::123456789012:role/x", "b b", 3600, "ValidationError")]
    [InlineData("arn:aws:iam::123456789012:role/x", "bob", 899, "ValidationError")]
    [InlineData("arn:aws:iam::123456789012:role/x", "bob", 43201, "ValidationError")]
    [InlineData("arn:aws:iam::210987654321:role/x", "bob", 3600, "AccessDenied")]
    public void A_role_that_cannot_be_assumed_is_refused(string arn, string session, int seconds, string code)
    {
        var input = new JsonObject { ["RoleArn"] = arn, ["RoleSessionName"] = session, ["DurationSeconds"] = seconds };
        AwsErrorException refused = Assert.Throws<AwsErrorException>(() => SandboxAccount.Create().Invoke("sts", "AssumeRole", input));
        Assert.Equal(code, refused.Code);
    }
}
