using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Iam;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Identity;

/// <summary>AssumeRole: whom a role lets in, for how long, and what its session carries.</summary>
public class AssumeRoleTests
{
    private const string MayAssume = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:*","Resource":"*"}}""";
    private const string Account = """{"AWS":"arn:aws:iam::123456789012:root"}""";

    private readonly IdentityBench _bench = new();

    [Fact]
    public void The_account_s_trust_leaves_it_to_the_caller_s_own_policies()
    {
        var role = _bench.Role("read_only", Account);
        var (may, mayNot) = (_bench.User("audit", MayAssume), _bench.User("eve"));
        var session = _bench.Assume(may, role, "audit-test");
        var caller = _bench.As(session, "sts", "GetCallerIdentity");
        Assert.Equal("arn:aws:sts::123456789012:assumed-role/read_only/audit-test", (string?)caller["Arn"]);
        Assert.Matches("^AROA[A-Z2-7]{17}:audit-test$", (string?)caller["UserId"]);

        var refused = _bench.Refused(mayNot, "sts", "AssumeRole", new { RoleArn = role, RoleSessionName = "x1" });
        Assert.Equal("AccessDenied", refused.Code);
        Assert.Equal($"User: arn:aws:iam::123456789012:user/eve is not authorized to perform: sts:AssumeRole on resource: {role}", refused.Message);
    }

    [Fact]
    public void A_trust_that_names_the_user_needs_no_policy_of_its_own()
    {
        var role = _bench.Role("named", """{"AWS":"arn:aws:iam::123456789012:user/audit"}""");
        var (named, other) = (_bench.User("audit"), _bench.User("operator", MayAssume));
        _bench.Assume(named, role);
        Assert.Equal("AccessDenied", Refused(other, role).Code);
    }

    [Fact]
    public void Roles_are_not_assumed_by_root_and_not_where_there_are_none()
    {
        var key = _bench.User("audit", MayAssume);
        Assert.Equal("AccessDenied", Refused(key, "arn:aws:iam::123456789012:role/none").Code);
        Assert.Equal("Roles may not be assumed by root accounts.", Refused(_bench.Account.Root.AccessKeyId, _bench.Role("r", Account)).Message);
    }

    // T19: the workshop spells the key aws:MultifactorAuthPresent; key names differ by more than case.
    [Theory]
    [InlineData("aws:MultiFactorAuthPresent")]
    [InlineData("aws:MultifactorAuthPresent")]
    public void A_role_may_ask_for_a_code(string key)
    {
        var role = _bench.Role("admin", Account, $$$"""{"Bool":{"{{{key}}}":"true"}}""");
        var user = _bench.User("operator", MayAssume);
        var serial = _bench.Device("operator");
        Assert.Equal("AccessDenied", Refused(user, role).Code);
        var answer = _bench.As(user, "sts", "AssumeRole", new
        {
            RoleArn = role, RoleSessionName = "op", SerialNumber = serial, TokenCode = _bench.Iam.ReadCode(serial),
        });
        Assert.NotNull(answer["Credentials"]!["SessionToken"]);
        // A session that was opened with a code shows it too.
        var session = IdentityBench.Key(_bench.As(user, "sts", "GetSessionToken", new { SerialNumber = serial, TokenCode = _bench.Iam.ReadCode(serial) }));
        _bench.Assume(session, role);
    }

    [Fact]
    public void A_code_can_be_too_old()
    {
        var role = _bench.Role("admin", Account, """{"NumericLessThan":{"aws:MultiFactorAuthAge":"300"}}""");
        var user = _bench.User("operator", MayAssume);
        var serial = _bench.Device("operator");
        var session = IdentityBench.Key(_bench.As(user, "sts", "GetSessionToken", new { SerialNumber = serial, TokenCode = _bench.Iam.ReadCode(serial) }));
        _bench.Assume(session, role);
        _bench.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("AccessDenied", Refused(session, role).Code);
    }

    [Fact]
    public void An_external_id_is_a_condition()
    {
        var role = _bench.Role("third_party", Account, """{"StringEquals":{"sts:ExternalId":"42"}}""");
        var user = _bench.User("audit", MayAssume);
        Assert.Equal("AccessDenied", Refused(user, role).Code);
        Assert.Equal("AccessDenied", _bench.Refused(user, "sts", "AssumeRole", new { RoleArn = role, RoleSessionName = "s1", ExternalId = "41" }).Code);
        _bench.As(user, "sts", "AssumeRole", new { RoleArn = role, RoleSessionName = "s1", ExternalId = "42" });
    }

    [Fact]
    public void Sessions_last_no_longer_than_the_role_allows_and_an_hour_in_a_chain()
    {
        var role = _bench.Role("first", Account, policy: MayAssume);
        var second = _bench.Role("second", Account);
        _bench.Call("iam", "UpdateRole", new { RoleName = "second", MaxSessionDuration = 43200 });
        var user = _bench.User("audit", MayAssume);
        Assert.Equal("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.", Refused(user, role, 3601).Message);
        _bench.As(user, "sts", "AssumeRole", new { RoleArn = second, RoleSessionName = "s1", DurationSeconds = 43200 });
        var chained = _bench.Assume(user, role);
        Assert.Equal(
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining", Refused(chained, second, 3601).Message);
        _bench.Assume(chained, second);
        Assert.Equal("AccessDenied", _bench.Refused(chained, "sts", "GetSessionToken").Code);
    }

    [Fact]
    public void A_session_ends_by_the_account_s_clock()
    {
        var session = _bench.Assume(_bench.User("audit", MayAssume), _bench.Role("r", Account, policy: IdentityBench.Anything));
        _bench.Clock.Advance(TimeSpan.FromMinutes(59));
        _bench.As(session, "sts", "GetCallerIdentity");
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("ExpiredToken", _bench.Refused(session, "sts", "GetCallerIdentity").Code);
        Assert.Equal("RequestExpired", _bench.Refused(session, "ec2", "DescribeVpcs").Code);
    }

    [Fact]
    public void Tags_and_the_source_identity_need_leave_and_go_on_with_the_chain()
    {
        const string Both = """["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]""";
        var plain = _bench.Role("plain", Account);
        var first = _bench.Role("first", Account, policy: MayAssume, actions: Both);
        var second = _bench.Role("second", Account, """{"StringEquals":{"aws:PrincipalTag/team":"red","aws:SourceIdentity":"alice"}}""", actions: Both);
        var user = _bench.User("audit", MayAssume);
        object Tagged(string role) => new
        {
            RoleArn = role, RoleSessionName = "s1", SourceIdentity = "alice", TransitiveTagKeys = new[] { "team" },
            Tags = new[] { new { Key = "team", Value = "red" } },
        };
        Assert.Contains("sts:TagSession on resource", _bench.Refused(user, "sts", "AssumeRole", Tagged(plain)).Message, StringComparison.Ordinal);
        var answer = _bench.As(user, "sts", "AssumeRole", Tagged(first));
        Assert.Equal("alice", (string?)answer["SourceIdentity"]);
        _bench.Assume(IdentityBench.Key(answer), second);
        Assert.Equal("AccessDenied", Refused(user, second).Code);
        Assert.Equal("InvalidParameterValue", _bench.Refused(IdentityBench.Key(answer), "sts", "AssumeRole", Tagged(second)).Code);
    }

    [Fact]
    public void An_access_key_tells_its_account() => Assert.Equal(
        "123456789012", (string?)_bench.Call("sts", "GetAccessKeyInfo", new { AccessKeyId = _bench.User("audit") })["Account"]);

    private AwsErrorException Refused(string key, string role, int seconds = 3600) => _bench.Refused(
        key, "sts", "AssumeRole", new { RoleArn = role, RoleSessionName = "test", DurationSeconds = seconds });
}
