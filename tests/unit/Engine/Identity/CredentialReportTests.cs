using AwsHardening.Core.Account;
using AwsHardening.Core.Identity;
using AwsHardening.Core.Identity.Users;
using AwsHardening.Core.Reading;
using AwsHardening.Core.Reporting;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using AwsHardening.UnitTests.SandboxTests.Identity;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

/// <summary>The credential report, that the audit and the questions about users read.</summary>
public sealed class CredentialReportTests : IDisposable
{
    private const string Head = "user,arn,password_enabled,mfa_active";

    private readonly QuestionScene _scene = new();

    private IdentityBench Bench => _scene.Bench;

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("joe,arn:aws:iam::1:user/joe,true,false", "joe", "arn:aws:iam::1:user/joe")]
    [InlineData("a,b,arn:aws:iam::1:user/a,b,true,false", "a,b", "arn:aws:iam::1:user/a,b")]
    [InlineData("\"a,b\",\"arn:aws:iam::1:user/a,b\",true,false", "a,b", "arn:aws:iam::1:user/a,b")]
    // One field was quoted and the other was not.
    [InlineData("\"a,b\",arn:aws:iam::1:user/a,b,true,false", "a,b", "arn:aws:iam::1:user/a,b")]
    [InlineData(",,arn:aws:iam::1:user/,,true,false", ",", "arn:aws:iam::1:user/,")]
    // A path may have any sign of ASCII; a name may not.
    [InlineData("joe,arn:aws:iam::1:user/x,arn:\"y\"/joe,true,false", "joe", "arn:aws:iam::1:user/x,arn:\"y\"/joe")]
    [InlineData("joe,\"arn:aws:iam::1:user/\"\"x,y\"\"/joe\",true,false", "joe", "arn:aws:iam::1:user/\"x,y\"/joe")]
    public void A_name_with_commas_moves_no_column(string line, string user, string arn)
    {
        var read = Assert.Single(CredentialReport.Lines($"{Head}\n{line}\n"));
        Assert.Equal(
            [("user", user), ("arn", arn), ("password_enabled", "true"), ("mfa_active", "false")],
            read.Select(pair => (pair.Key, (string?)pair.Value)));
    }

    [Fact]
    public void What_the_report_has_nothing_for_is_absent() =>
        Assert.Equal(["user", "arn"], Assert.Single(CredentialReport.Lines($"{Head}\n<root_account>,arn:aws:iam::1:root,not_supported,N/A")).Select(pair => pair.Key));

    [Theory]
    [InlineData("joe,arn:aws:iam::1:user/joe,true")]
    [InlineData("joe,somebody,true,false,false")]
    public void A_line_that_is_not_as_its_head_says_is_unread(string line) =>
        Assert.Contains("joe", Assert.Throws<UnreadFactException>(() => CredentialReport.Lines($"{Head}\n{line}")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_user_with_a_comma_is_audited_as_another_is()
    {
        Bench.User("a,b");
        Bench.Call("iam", "CreateLoginProfile", new { UserName = "a,b", Password = "correct-Horse-8-battery" });
        var findings = await FindAsync();
        var finding = Assert.Single(findings, finding => finding is { RuleId: "iam-user-mfa", ResourceId: "a,b" });
        Assert.Equal((FindingStatus.Fail, $"arn:aws:iam::{Bench.Id}:user/a,b"), (finding.Status, finding.ResourceArn));
    }

    [Fact]
    public async Task A_report_that_expires_under_the_reader_s_hand_is_made_anew()
    {
        Bench.Call("iam", "GenerateCredentialReport");
        Bench.Clock.Advance(TimeSpan.FromHours(4) - TimeSpan.FromSeconds(30));
        _scene.Account.Faults.Add(new FaultRule(FaultKind.Latency, "iam", "GetCredentialReport") { When = FaultOccurrence.Nth(1), Delay = TimeSpan.FromSeconds(30) });
        var root = await RootAsync();
        Assert.Equal(
            ["ReportExpired", null],
            _scene.Account.Calls.Where(call => call.Operation == "GetCredentialReport").Select(call => call.ErrorCode));
        Assert.NotNull(root.AccessKeys);
        Assert.Empty(root.Unread);
    }

    [Fact]
    public async Task A_report_that_is_never_ready_is_unknown_to_both_who_read_it()
    {
        Bench.Iam.ReportDelay = TimeSpan.FromHours(3);
        var began = Bench.Clock.GetUtcNow();
        const string Reason = "AWS did not have the credential report ready within 5 minutes.";
        var root = await RootAsync();
        Assert.InRange(Bench.Clock.GetUtcNow() - began, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(6));
        Assert.Equal([$"iam:GetCredentialReport: {Reason}"], root.Unread);
        Assert.Equal(IamUserActivity.Unknown, root.Activity);
        var finding = Assert.Single(await FindAsync(), finding => finding.RuleId == "iam-user-mfa");
        Assert.Equal(FindingStatus.Unknown, finding.Status);
        Assert.Contains(Reason, finding.Reason, StringComparison.Ordinal);
    }

    private async Task<IamUserStatus> RootAsync() => Assert.Single(await QuestionScene.ListAsync(
        IamUserOperation.FindAsync(_scene.Session, new() { UserName = [IamUserOperation.Root] }, new TestHost(), QuestionScene.Token)));

    private Task<IReadOnlyList<HardeningFinding>> FindAsync() => QuestionScene.ListAsync(AuditOperation.AuditAsync(
        _scene.Session, new() { Region = [_scene.Account.Region], Rule = ["iam-user-mfa"] }, new TestHost(), QuestionScene.Token));
}
