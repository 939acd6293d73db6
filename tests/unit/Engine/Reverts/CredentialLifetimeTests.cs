using Amazon.Runtime;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Core.Network;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reverts;

public class CredentialLifetimeTests
{
    private static readonly DateTimeOffset s_due = SteppingClock.DefaultStart;

    [Fact]
    public async Task A_long_lived_key_lasts() =>
        Assert.Null(await CredentialLifetime.WhyTooShortAsync(new BasicAWSCredentials("key", "secret"), s_due));

    [Theory]
    [InlineData(-60, false)]
    [InlineData(0, false)]
    [InlineData(2, true)]
    [InlineData(null, false)]
    public async Task Temporary_credentials_must_outlast_the_revert(int? minutesAfterDue, bool lasts)
    {
        var credentials = new SessionAWSCredentials("key", "very-secret", "token")
        {
            Expiration = minutesAfterDue is { } minutes ? s_due.UtcDateTime.AddMinutes(minutes) : null,
        };
        var why = await CredentialLifetime.WhyTooShortAsync(credentials, s_due);
        Assert.Equal(lasts, why is null);
        Assert.DoesNotContain("very-secret", why ?? "");
    }

    [Fact]
    public async Task A_role_renews_itself_unless_somebody_must_type_a_code_or_its_source_expires()
    {
        Assert.Null(await WhyAsync(new BasicAWSCredentials("key", "secret")));
        Assert.Null(await WhyAsync(new ProcessAWSCredentials("true")));
        Assert.Contains("MFA", await WhyAsync(new BasicAWSCredentials("key", "secret"), mfa: "arn:aws:iam::123456789012:mfa/me"));
        Assert.Contains("do not say when", await WhyAsync(new SessionAWSCredentials("key", "secret", "token")));

        static Task<string?> WhyAsync(AWSCredentials source, string? mfa = null) => CredentialLifetime.WhyTooShortAsync(
            new AssumeRoleAWSCredentials(source, "arn:aws:iam::123456789012:role/r", "session", new() { MfaSerialNumber = mfa }), s_due);
    }

    [Fact]
    public async Task A_session_with_a_key_of_its_own_is_refused_before_anything_is_changed()
    {
        var account = SandboxAccount.FromTemplate("Fnd203");
        await using var server = SandboxServer.Start(account);
        var host = await SetAsync(server.Endpoint.ToString(), "very-secret");
        Assert.Equal("RevertNotPossible", Assert.Single(host.Errors).Id);
        Assert.Contains("-ProfileName", host.Errors[0].Action);
        Assert.DoesNotContain("very-secret", host.Errors[0].Message);
        Assert.Empty(host.Asked);
        Assert.DoesNotContain(account.Calls, call => call.Mutating);
    }

    private static async Task<TestHost> SetAsync(string endpoint, string secret)
    {
        var host = new TestHost();
        var folder = Directory.CreateTempSubdirectory("aws-hardening-test-").FullName;
        using var session = SessionOperation.Open(
            new ConnectOptions { AccessKeyId = "AKIATEST", SecretAccessKey = secret, Region = "us-east-1", EndpointUrl = endpoint },
            new SessionSettings { StateFolder = folder });
        List<string> open = [];
        await foreach (var rule in SgRuleOperation.FindAsync(session, new(), host, RevertScene.Token))
        {
            if (rule.OpenToVpc == true)
            {
                open.Add(rule.RuleId);
            }
        }

        Assert.NotEmpty(open);
        await foreach (var _ in SgPeerReferenceOperation.SetAsync(
            session, open, new SgPeerReferenceOptions { RevertAfter = RevertScene.After }, host, RevertScene.Token))
        {
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        Directory.Delete(folder);
        return host;
    }
}
