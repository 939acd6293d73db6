using Amazon;
using Amazon.Runtime;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Changes;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Faults;

/// <summary>Credentials that can no longer be had in mid-change.</summary>
public class CredentialTests
{
    [Fact]
    public async Task A_call_that_cannot_be_signed_was_never_sent_and_is_a_clean_failure()
    {
        var account = SandboxAccount.FromTemplate("Fnd203");
        using var session = new AwsSession(
            new NoCredentials(), new SessionTransport(RegionEndpoint.USEast1, null, null, account, new RequestBudget(TimeProvider.System, null)), new SessionSettings());
        var change = SampleChanges.Simple("one");
        var run = await new CallRunner(session, new IdMap()).RunAsync(change, change.Calls[0], change.Calls[0].Parameters);
        Assert.Equal(CallOutcome.Refused, run.Outcome);
        Assert.Empty(account.Calls);
        var error = AwsErrors.Describe(run.Failure!, "changing sg-1", "ec2:AuthorizeSecurityGroupIngress", "sg-1");
        Assert.Equal("CredentialsUnavailable", error.Id);
        Assert.Contains("The metadata service is away.", error.Message);
    }

    private sealed class NoCredentials : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => throw new HttpRequestException("The metadata service is away.");

        public override Task<ImmutableCredentials> GetCredentialsAsync() => throw new HttpRequestException("The metadata service is away.");
    }
}
