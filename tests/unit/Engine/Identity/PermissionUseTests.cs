using System.Text.Json.Nodes;
using AwsHardening.Core.Identity.Use;
using AwsHardening.UnitTests.Engine.Support;
using AwsHardening.UnitTests.SandboxTests.Identity;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

public sealed class PermissionUseTests : IDisposable
{
    private readonly QuestionScene _scene = new();
    private readonly TestHost _host = new();

    private IdentityBench Bench => _scene.Bench;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Used_services_and_actions_are_told_from_granted_ones()
    {
        var key = Bench.User("joe", """{"Statement":{"Effect":"Allow","Action":["iam:List*","s3:ListAllMyBuckets","kms:ListKeys"],"Resource":"*"}}""");
        Bench.As(key, "iam", "ListUsers");
        Bench.As(key, "s3", "ListBuckets");
        var use = await FindAsync(new() { UserName = ["joe"] });
        Assert.Equal([("iam", true), ("kms", false), ("s3", true)], use.Select(one => (one.ServiceNamespace, one.Used)).Order());
        var iam = use.Single(one => one.ServiceNamespace == "iam");
        Assert.Equal(["iam:ListUsers"], iam.UsedActions);
        Assert.Equal(["iam:List*"], iam.Granted);
        Assert.Contains("iam:ListRoles", iam.UnusedActions);
        Assert.True(iam.HasActionData);
    }

    [Fact]
    public async Task A_role_is_judged_by_what_its_sessions_did()
    {
        var joe = Bench.User("joe", IdentityBench.Allow("sts:AssumeRole"));
        var role = Bench.Role("reader", """{"AWS":"arn:aws:iam::123456789012:root"}""", policy: IdentityBench.Allow("s3:*"));
        Bench.As(Bench.Assume(joe, role), "s3", "ListBuckets");
        var use = Assert.Single(await FindAsync(new() { RoleName = ["reader"], TrailDays = 1 }));
        Assert.Equal(("Role", "s3", true), (use.IdentityType, use.ServiceNamespace, use.Used));
        Assert.Equal(["s3:ListAllMyBuckets"], use.UsedActions);
    }

    [Fact]
    public async Task A_draft_allows_what_was_used_and_nothing_else()
    {
        var key = Bench.User("joe", IdentityBench.Anything);
        Bench.As(key, "iam", "ListUsers");
        Bench.As(key, "ec2", "DescribeVpcs");
        var draft = await DraftAsync("joe");
        Assert.Equal((string[])["ec2:DescribeVpcs", "iam:ListUsers"], draft.Actions);
        Assert.Contains("400 days", draft.Warnings[0], StringComparison.Ordinal);
        Assert.Contains(draft.Warnings, warning => warning.Contains("iam:PassRole", StringComparison.Ordinal));
        Assert.Contains("s3", draft.ServicesDropped);

        Bench.Call("iam", "PutUserPolicy", new { UserName = "joe", PolicyName = "p", PolicyDocument = draft.Policy });
        Bench.As(key, "iam", "ListUsers");
        Bench.As(key, "ec2", "DescribeVpcs");
        Bench.Refused(key, "iam", "ListRoles");
        Bench.Refused(key, "s3", "ListBuckets");
    }

    [Fact]
    public async Task A_draft_keeps_resources_conditions_and_denials()
    {
        var key = Bench.User("joe", """
            {"Statement":[
              {"Sid":"One","Effect":"Allow","Action":"iam:*","Resource":"arn:aws:iam::123456789012:user/joe","Condition":{"Bool":{"aws:SecureTransport":"true"}}},
              {"Sid":"No","Effect":"Deny","Action":"iam:DeleteUser","Resource":"*"},
              {"Sid":"Other","Effect":"Allow","Action":"kms:*","Resource":"*"}]}
            """);
        Bench.As(key, "iam", "GetUser", new { UserName = "joe" });
        var statements = JsonNode.Parse((await DraftAsync("joe")).Policy)!["Statement"]!.AsArray();
        Assert.Equal(["One", "No"], statements.Select(statement => (string)statement!["Sid"]!));
        Assert.Equal("[\"iam:GetUser\"]", statements[0]!["Action"]!.ToJsonString());
        Assert.Equal("arn:aws:iam::123456789012:user/joe", (string)statements[0]!["Resource"]!);
        Assert.NotNull(statements[0]!["Condition"]);
    }

    [Fact]
    public void What_nothing_tells_of_is_kept_where_it_is_granted()
    {
        var statements = Core.Identity.Policies.PolicyStatement.Of("""{"Statement":[{"Effect":"Allow","Action":["s3:*","sqs:Send*","iam:PassRole"],"Resource":"*"}]}""");
        var smaller = new SmallerPolicy(statements,
        [
            new() { Namespace = "s3", Name = "S3", LastUsed = DateTimeOffset.UnixEpoch, Tracked = [("s3:GetBucketPolicy", true), ("s3:PutBucketPolicy", false)] },
            new() { Namespace = "sqs", Name = "SQS", LastUsed = DateTimeOffset.UnixEpoch },
        ]);
        var actions = smaller.Draft()["Statement"]![0]!["Action"]!.AsArray().Select(action => (string)action!).ToArray();
        Assert.Contains("s3:GetBucketPolicy", actions);
        Assert.Contains("s3:GetObject", actions);
        Assert.Contains("sqs:Send*", actions);
        Assert.Contains("iam:PassRole", actions);
        Assert.DoesNotContain("s3:PutBucketPolicy", actions);
        Assert.Contains(smaller.Warnings, warning => warning.Contains("AWS does not tell which actions of sqs", StringComparison.Ordinal));
        Assert.Contains(smaller.Warnings, warning => warning.Contains("s3:GetObject", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("*", "s3:*")]
    [InlineData("s*:Get*", "s3:Get*")]
    [InlineData("S3:GetObject", "s3:GetObject")]
    [InlineData("sqs:*", null)]
    public void A_pattern_is_narrowed_to_a_service(string pattern, string? narrowed) => Assert.Equal(narrowed, SmallerPolicy.Narrow(pattern, "s3"));

    [Fact]
    public async Task No_policy_is_drafted_from_what_could_not_be_read()
    {
        Bench.User("joe", IdentityBench.Anything);
        _scene.Deny("iam", "GetUserPolicy");
        Assert.Empty(await QuestionScene.ListAsync(PermissionUseOperation.DraftAsync(_scene.Session, new() { UserName = ["joe"] }, _host, QuestionScene.Token)));
        Assert.Equal("PoliciesNotRead", _host.Errors.Single().Id);
        var use = (await FindAsync(new() { UserName = ["joe"] }))[0];
        Assert.Null(use.Granted);
        Assert.Contains("iam:GetUserPolicy: AccessDenied", use.Unread);
    }

    [Fact]
    public async Task A_report_that_is_refused_is_an_error_and_no_answer()
    {
        Bench.User("joe", IdentityBench.Anything);
        _scene.Deny("iam", "GenerateServiceLastAccessedDetails");
        Assert.Empty(await FindAsync(new() { UserName = ["joe"] }));
        Assert.Contains("iam:GenerateServiceLastAccessedDetails", _host.Errors.Single().Action, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(3600, false)]
    public async Task A_report_is_waited_for_and_not_for_ever(int seconds, bool read)
    {
        Bench.User("joe", IdentityBench.Anything);
        Bench.Iam.ReportDelay = TimeSpan.FromSeconds(seconds);
        Assert.Equal(read, (await FindAsync(new() { UserName = ["joe"] })).Count > 0);
        Assert.Equal(read ? [] : ["ReportNotReady"], _host.Errors.Select(error => error.Id));
        Assert.All(_host.Errors, error => Assert.Contains("the service last accessed details ready within 5 minutes", error.Message, StringComparison.Ordinal));
    }

    private Task<IReadOnlyList<PermissionUse>> FindAsync(PermissionUseQuery query) =>
        QuestionScene.ListAsync(PermissionUseOperation.FindAsync(_scene.Session, query, _host, QuestionScene.Token));

    private async Task<PermissionDraft> DraftAsync(string user) => (await QuestionScene.ListAsync(
        PermissionUseOperation.DraftAsync(_scene.Session, new() { UserName = [user] }, _host, QuestionScene.Token))).Single();
}
