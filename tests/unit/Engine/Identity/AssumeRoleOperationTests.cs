using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Identity;
using AwsHardening.Core.Identity.Vault;
using AwsHardening.Sandbox;
using AwsHardening.Seam;
using AwsHardening.UnitTests.Engine.Support;
using AwsHardening.UnitTests.SandboxTests.Identity;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

public class AssumeRoleOperationTests
{
    [Fact]
    public async Task What_is_said_of_the_session_reaches_AWS()
    {
        await using RoleScene scene = new();
        var arn = scene.Bench.Role("tagged", scene.Trusted, """{"StringEquals":{"sts:ExternalId":"e-1"}}""", actions: """["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]""");
        using var source = scene.Open();
        using var session = await RoleScene.AssumeAsync(source, new()
        {
            RoleArn = arn, SessionName = "me", Duration = TimeSpan.FromMinutes(20), ExternalId = "e-1", SourceIdentity = "ann",
            SessionPolicy = IdentityBench.Allow("ec2:*"), SessionPolicyArns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
            Tags = new Dictionary<string, string> { ["team"] = "audit" }, Regions = ["eu-west-1"],
        });
        var said = scene.Bench.Account.Calls.Last(call => call.Operation == "AssumeRole").Parameters;
        Assert.Equal(
            """me 1200 e-1 ann [{"Key":"team","Value":"audit"}] [{"arn":"arn:aws:iam::aws:policy/ReadOnlyAccess"}]""",
            $"{said["RoleSessionName"]} {said["DurationSeconds"]} {said["ExternalId"]} {said["SourceIdentity"]} {said["Tags"]!.ToJsonString()} {said["PolicyArns"]!.ToJsonString()}");
        Assert.Equal("eu-west-1", session.Region);
        Assert.Equal($"arn:aws:sts::{scene.Bench.Id}:assumed-role/tagged/me", (await CallerIdentityOperation.GetAsync(session, RoleScene.Token)).Arn);
        // Every call takes a second of the account's time.
        Assert.InRange((scene.Bench.Clock.GetUtcNow() + TimeSpan.FromMinutes(20) - session.Expiration!.Value).TotalSeconds, 0, 5);
    }

    [Fact]
    public async Task A_refusal_names_who_was_refused_what_and_where_to_look()
    {
        await using RoleScene scene = new();
        scene.Bench.Role("other", """{"AWS":"arn:aws:iam::123456789012:user/nobody"}""");
        using var source = scene.Open();
        var error = (await Assert.ThrowsAsync<OperationException>(() => RoleScene.AssumeAsync(source, new() { RoleName = "other" }))).Error;
        Assert.Equal(("AccessDenied", OperationErrorCategory.PermissionDenied), (error.Id, error.Category));
        Assert.Contains("user/operator", error.Message);
        Assert.Contains("role/other", error.Message);
        Assert.Contains("trust policy", error.Action);
        Assert.Contains("just made", error.Action);
        Assert.Contains("-MfaSerial", error.Action);
        Assert.Contains("-ExternalId", error.Action);
        Assert.DoesNotContain("very-secret", error.ToString());
    }

    [Fact]
    public async Task From_role_to_role_more_than_an_hour_is_refused_without_asking()
    {
        await using RoleScene scene = new();
        scene.Bench.Role("first", scene.Trusted, policy: IdentityBench.Anything);
        using var source = scene.Open();
        using var first = await RoleScene.AssumeAsync(source, new() { RoleName = "first" });
        var error = (await Assert.ThrowsAsync<OperationException>(
            () => RoleScene.AssumeAsync(first, new() { RoleName = "second", Duration = TimeSpan.FromHours(2) }))).Error;
        Assert.Equal("RoleChainTooLong", error.Id);
        Assert.Equal(1, scene.Count("AssumeRole"));

        // Credentials of a role that came from elsewhere are told by asking who calls.
        var export = (await CredentialExportOperation.ExportAsync(first, RoleScene.Token)).Environment;
        using var opened = SessionOperation.Open(
            new ConnectOptions
            {
                AccessKeyId = export["AWS_ACCESS_KEY_ID"], SecretAccessKey = export["AWS_SECRET_ACCESS_KEY"],
                SessionToken = export["AWS_SESSION_TOKEN"], Region = "us-east-1", EndpointUrl = scene.Endpoint,
            },
            scene.Settings);
        error = (await Assert.ThrowsAsync<OperationException>(
            () => RoleScene.AssumeAsync(opened, new() { RoleName = "second", Duration = TimeSpan.FromHours(2) }))).Error;
        Assert.Equal("RoleChainTooLong", error.Id);
    }

    [Fact]
    public async Task One_code_opens_many_roles_and_their_renewals()
    {
        await using RoleScene scene = new();
        const string Mfa = """{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""";
        scene.Bench.Role("first", scene.Trusted, Mfa);
        scene.Bench.Role("second", scene.Trusted, Mfa);
        var serial = scene.Bench.Device("operator");
        using var session = scene.Open();
        var refused = (await Assert.ThrowsAsync<OperationException>(() => RoleScene.AssumeAsync(session, new() { RoleName = "first" }))).Error;
        Assert.Contains("-MfaSerial", refused.Action);

        scene.Bench.Clock.Advance(TimeSpan.FromSeconds(90));
        RoleSource source = new(session, serial, SecretText.FromChars(scene.Bench.Iam.ReadCode(serial)));
        using var first = await RoleScene.AssumeAsync(source, new() { RoleName = "first" });
        using var second = await RoleScene.AssumeAsync(source, new() { RoleName = "second" });
        scene.Bench.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal("first", (await CallerIdentityOperation.GetAsync(first, RoleScene.Token)).PrincipalName);
        Assert.Equal("second", (await CallerIdentityOperation.GetAsync(second, RoleScene.Token)).PrincipalName);
        Assert.Equal(1, scene.Count("GetSessionToken"));
    }

    [Fact]
    public async Task A_code_is_asked_for_where_somebody_can_type_and_its_lack_is_said_where_not()
    {
        await using RoleScene scene = new();
        scene.Bench.Role("reader", scene.Trusted, """{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""");
        var serial = scene.Bench.Device("operator");
        using var session = scene.Open();
        Assert.Equal("MfaCodeNeeded", await WhyAsync(session, serial, null, typed: null));
        Assert.Equal("MfaCodeInvalid", await WhyAsync(session, serial, null, typed: "12345"));
        Assert.Equal("MfaCodeRefused", await WhyAsync(session, serial, "000000", typed: null));
        scene.Bench.Clock.Advance(TimeSpan.FromSeconds(90));
        Assert.Null(await WhyAsync(session, serial, null, typed: scene.Bench.Iam.ReadCode(serial)));
        scene.Bench.Role("open", scene.Trusted);
        using var role = await RoleScene.AssumeAsync(session, new() { RoleName = "open" });
        Assert.Equal("MfaNotPossible", await WhyAsync(role, serial, "123456", typed: null));
    }

    [Fact]
    public async Task Accounts_of_an_organization_are_reached_by_the_same_role_in_each()
    {
        var organization = SandboxOrganization.Create(SandboxAccount.Create());
        var member = organization.AddAccount("workload");
        using var source = SessionOperation.Open(new ConnectOptions(), new SessionSettings { SandboxAccount = organization.Management });
        using var session = await RoleScene.AssumeAsync(source, new() { RoleName = SandboxOrganization.AccessRole, AccountId = member.AccountId });
        Assert.Equal(member.AccountId, session.AccountId);
        Assert.Equal(member.AccountId, (await CallerIdentityOperation.GetAsync(session, RoleScene.Token)).AccountId);
        Assert.Contains(session.GetSandboxCalls(), call => call.Operation == "GetCallerIdentity");
        Assert.DoesNotContain(source.GetSandboxCalls(), call => call.Operation == "GetCallerIdentity");
    }

    [Fact]
    public async Task Nothing_secret_is_in_what_a_session_shows()
    {
        await using RoleScene scene = new();
        scene.Bench.Role("reader", scene.Trusted);
        using var source = scene.Open();
        using var session = await RoleScene.AssumeAsync(source, new() { RoleName = "reader" });
        var export = await CredentialExportOperation.ExportAsync(session, RoleScene.Token);
        string[] secrets = [export.Environment["AWS_SECRET_ACCESS_KEY"]!, export.Environment["AWS_SESSION_TOKEN"]!];
        var shown = string.Join('\n', typeof(HardeningSession).GetProperties().Select(property => property.GetValue(session)?.ToString()))
            + session + export + System.Text.Json.JsonSerializer.Serialize(session);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, shown));
        var printed = System.Text.Json.JsonDocument.Parse(export.ProcessJson).RootElement;
        Assert.Equal(1, printed.GetProperty("Version").GetInt32());
        Assert.Equal(secrets[1], printed.GetProperty("SessionToken").GetString());
        Assert.Equal(session.Expiration, printed.GetProperty("Expiration").GetDateTimeOffset());
    }

    private static async Task<string?> WhyAsync(HardeningSession session, string serial, string? code, string? typed)
    {
        CurrentHost.Value = new TestHost { Types = typed };
        try
        {
            (await RoleScene.AssumeAsync(new RoleSource(session, serial, code is null ? null : SecretText.FromChars(code)), new() { RoleName = "reader" })).Dispose();
            return null;
        }
        catch (OperationException e)
        {
            return e.Error.Id;
        }
    }
}
