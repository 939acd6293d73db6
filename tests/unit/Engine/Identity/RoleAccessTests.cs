using System.Text;
using System.Text.Json.Nodes;
using AwsHardening.Core.Identity.Roles;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Iam;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

/// <summary>Roles for named people, on an account that has none and on the workshop's (items 113 to 120; T13, T14, T19).</summary>
public class RoleAccessTests
{
    [Fact]
    public async Task An_empty_account_gets_the_workshops_end_state()
    {
        using var scene = new RolesScene("Empty");
        scene.AddUser("audit");
        scene.AddUser("operator");
        var done = await scene.NewAsync();
        Assert.Empty(scene.Host.Errors);
        Assert.All(done, change => Assert.Equal("Applied", change.Status));
        Assert.Equal(7, done.Count);
        var (audit, operate) = (scene.Key("audit"), scene.Equip("operator"));
        Assert.Null(scene.Assume(audit, "read_only"));
        Assert.Equal("AccessDenied", scene.Assume(audit, "admin"));
        Assert.Equal("AccessDenied", scene.Assume(operate, "admin"));
        Assert.Equal("AccessDenied", scene.Assume(operate, "read_only", mfaUser: "operator"));
        Assert.Null(scene.Assume(operate, "admin", mfaUser: "operator"));
        Assert.Contains("\"aws:MultiFactorAuthPresent\"", scene.Trust("admin").ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(":root", scene.Trust("read_only").ToJsonString() + scene.Trust("admin").ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_workshops_roles_are_narrowed_to_names_and_spelled_as_documented()
    {
        using var scene = new RolesScene();
        scene.AddUser("eve", RolesScene.ReadOnly);
        var eve = scene.Key("eve");
        scene.Call("PutUserPolicy", new
        {
            UserName = "eve", PolicyName = "any", PolicyDocument = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:*","Resource":"*"}}""",
        });
        Assert.Null(scene.Assume(eve, "read_only"));
        scene.Host = new TestHost { Continues = true };
        await scene.NewAsync();
        Assert.Empty(scene.Host.Errors);
        Assert.Contains("user eve may assume it now", Assert.Single(scene.Host.AskedTwice, asked => asked.StartsWith("read_only", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal("AccessDenied", scene.Assume(eve, "read_only"));
        Assert.Null(scene.Assume(scene.Key("audit"), "read_only"));
        var trust = scene.Trust("admin")["Statement"]!;
        Assert.Equal(scene.Arn("user/operator"), (string)trust[0]!["Principal"]!["AWS"]!);
        Assert.Equal("""{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""", trust[0]!["Condition"]!.ToJsonString());
    }

    [Fact]
    public async Task Who_would_lose_a_role_is_asked_about_and_keeps_it_where_nobody_answers()
    {
        using var scene = new RolesScene();
        scene.AddUser("eve");
        scene.Call("PutUserPolicy", new
        {
            UserName = "eve", PolicyName = "any", PolicyDocument = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}}""",
        });
        var before = scene.Trust("read_only").ToJsonString();
        await scene.NewAsync();
        Assert.Equal(["AccessWouldBeLost", "AccessWouldBeLost"], scene.Host.Errors.Select(error => error.Id));
        Assert.Equal(before, scene.Trust("read_only").ToJsonString());
        Assert.Null(scene.Assume(scene.Key("eve"), "read_only"));
        scene.Host = new TestHost();
        await scene.NewAsync(RolesScene.Workshop with { Force = true });
        Assert.Empty(scene.Host.Errors);
        Assert.NotEqual(before, scene.Trust("read_only").ToJsonString());
    }

    [Fact]
    public async Task What_IAM_does_not_know_of_yet_is_waited_for()
    {
        using var scene = new RolesScene("Empty");
        scene.Account.Service<IamService>().ConsistencyDelay = TimeSpan.FromSeconds(6);
        scene.AddUser("audit");
        scene.AddUser("operator");
        var done = await scene.NewAsync();
        Assert.Empty(scene.Host.Errors);
        Assert.All(done, change => Assert.Equal("Applied", change.Status));
        var late = scene.Account.Calls.Where(call => call.ErrorCode is not null).ToArray();
        Assert.Contains(late, call => (call.Operation, call.ErrorCode) == ("CreateRole", "MalformedPolicyDocument"));
        Assert.Contains(late, call => (call.Operation, call.ErrorCode) == ("AttachRolePolicy", "NoSuchEntity"));
        Assert.Contains(late, call => (call.Operation, call.ErrorCode) == ("AttachUserPolicy", "NoSuchEntity"));
        Assert.Equal(2, scene.Account.Calls.Count(call => call is { Operation: "CreateRole", ErrorCode: null }));
    }

    [Fact]
    public async Task A_principal_that_stays_unknown_is_said_in_the_end()
    {
        using var scene = new RolesScene("Empty");
        scene.AddUser("audit");
        scene.AddUser("operator");
        scene.Account.Service<IamService>().ConsistencyDelay = TimeSpan.FromDays(1);
        await scene.NewAsync();
        Assert.Contains(scene.Host.Errors, error => error.Message.Contains("Invalid principal", StringComparison.Ordinal));
        Assert.Equal(7 * 2, scene.Account.Calls.Count(call => call is { Operation: "CreateRole", ErrorCode: "MalformedPolicyDocument" }));
    }

    [Fact]
    public async Task A_role_that_was_made_this_moment_is_not_assumed_yet()
    {
        using var scene = new RolesScene("Empty");
        scene.AddUser("audit");
        scene.AddUser("operator");
        var key = scene.Key("audit");
        await scene.NewAsync();
        scene.Account.Service<IamService>().ConsistencyDelay = TimeSpan.FromMinutes(5);
        Assert.Equal("AccessDenied", scene.Assume(key, "read_only"));
        ((SteppingClock)scene.Account.Clock).Advance(TimeSpan.FromMinutes(5));
        Assert.Null(scene.Assume(key, "read_only"));
    }

    [Fact]
    public async Task A_trust_policy_that_IAM_would_not_take_is_refused_before_anything_is_changed()
    {
        using var scene = new RolesScene();
        var many = Enumerable.Range(0, 60).Select(at => $"somebody-with-a-long-name-{at:00}").ToArray();
        Array.ForEach(many, name => scene.AddUser(name));
        var before = scene.Picture();
        await scene.NewAsync(new() { ReadOnlyUser = many, SkipMfaPolicy = true, Force = true });
        var error = Assert.Single(scene.Host.Errors);
        Assert.Equal("TrustPolicyTooLong", error.Id);
        Assert.Contains("60 named principals", error.Message);
        Assert.Contains("2048", error.Message);
        Assert.Equal(before, scene.Picture());
        Assert.DoesNotContain(scene.Account.Calls, call => call.Mutating);

        scene.Host = new TestHost();
        await scene.NewAsync(new() { ReadOnlyUser = many[..20], SkipMfaPolicy = true, Force = true });
        Assert.Empty(scene.Host.Errors);
    }

    [Fact]
    public async Task Nobody_else_loses_an_attachment()
    {
        using var scene = new RolesScene();
        scene.AddUser("boss", RolesScene.Administrator, RolesScene.ReadOnly);
        scene.Call("CreateGroup", new { GroupName = "admins" });
        scene.Call("AttachGroupPolicy", new { GroupName = "admins", PolicyArn = RolesScene.Administrator });
        scene.Call("CreateRole", new
        {
            RoleName = "deploy", AssumeRolePolicyDocument =
                """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}""",
        });
        scene.Call("AttachRolePolicy", new { RoleName = "deploy", PolicyArn = RolesScene.Administrator });
        scene.Call("AttachRolePolicy", new { RoleName = "admin", PolicyArn = RolesScene.ReadOnly });
        var others = Others(scene);
        await scene.NewAsync();
        Assert.Equal(others, Others(scene));
        Assert.DoesNotContain(scene.Account.Calls, call => call.Operation.StartsWith("Detach", StringComparison.Ordinal));
        Assert.Contains(RolesScene.ReadOnly, scene.Picture().Split('\n').Single(line => line.Contains(":role/admin ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        using var scene = new RolesScene();
        await scene.NewAsync(RolesScene.Workshop with { MaxSessionDuration = 3600, PermissionsBoundary = RolesScene.Administrator });
        scene.Account.ClearCalls();
        Assert.Empty(await scene.NewAsync(RolesScene.Workshop with { MaxSessionDuration = 3600, PermissionsBoundary = RolesScene.Administrator }));
        Assert.Empty(scene.Host.Errors);
        Assert.DoesNotContain(scene.Account.Calls, call => call.Mutating);
        Assert.Null(await scene.PlanNewAsync());
    }

    [Fact]
    public async Task Undo_restores_the_account_to_the_letter()
    {
        using var scene = new RolesScene();
        scene.Call("UpdateRole", new { RoleName = "admin", MaxSessionDuration = 43200 });
        var before = scene.Picture();
        await scene.NewAsync(RolesScene.Workshop with { MaxSessionDuration = 7200, PermissionsBoundary = RolesScene.Administrator });
        Assert.Contains("Administrator Access 7200 bound arn:aws:iam::aws:policy/AdministratorAccess", scene.Picture(), StringComparison.Ordinal);
        await scene.UndoAllAsync();
        Assert.Empty(scene.Host.Errors);
        Assert.Equal(before, scene.Picture());
    }

    [Fact]
    public async Task A_plan_does_what_the_command_does()
    {
        using var planned = new RolesScene("Empty");
        using var made = new RolesScene("Empty");
        foreach (var scene in new[] { planned, made })
        {
            scene.AddUser("audit");
            scene.AddUser("operator");
        }

        var before = planned.Picture();
        var plan = await planned.PlanNewAsync();
        Assert.Equal(before, planned.Picture());
        await planned.InvokeAsync(plan!);
        Assert.Empty(planned.Host.Errors);
        await made.NewAsync();
        Assert.Equal(made.Picture(), planned.Picture());
    }

    [Fact]
    public async Task A_groups_members_are_trusted_by_name_and_the_group_holds_the_policies()
    {
        using var scene = new RolesScene("Empty");
        scene.AddUser("ann");
        scene.AddUser("bob");
        scene.Call("CreateGroup", new { GroupName = "readers" });
        scene.Call("CreateGroup", new { GroupName = "nobody" });
        scene.Call("AddUserToGroup", new { GroupName = "readers", UserName = "ann" });
        scene.Call("AddUserToGroup", new { GroupName = "readers", UserName = "bob" });
        await scene.NewAsync(new RoleAccessOptions { ReadOnlyGroup = ["readers", "nobody", "missing"] });
        Assert.Equal(["GroupHasNoMembers", "GroupNotFound"], scene.Host.Errors.Select(error => error.Id));
        Assert.Null(scene.Assume(scene.Key("bob"), "read_only"));
        Assert.Contains("group/readers bound  attached " + scene.Arn("policy/assume_read_only"), scene.Picture(), StringComparison.Ordinal);
        Assert.False(scene.Picture().Contains("role/admin", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_in_particular_and_roles_without_MFA_are_refused_one_by_one()
    {
        using var scene = new RolesScene("Empty");
        scene.AddUser("audit");
        await scene.NewAsync(new RoleAccessOptions
        {
            ReadOnlyUser = ["audit", "ghost", scene.Arn("root"), "arn:aws:iam::999999999999:role/auditor", scene.Arn("role/ghost")],
            AdminUser = ["arn:aws:iam::999999999999:role/boss"],
        });
        Assert.Equal(["UserNotFound", "PrincipalNotNamed", "RoleNotFound", "RoleCannotProveMfa"], scene.Host.Errors.Select(error => error.Id));
        Assert.Equal(
            [scene.Arn("user/audit"), "arn:aws:iam::999999999999:role/auditor"],
            scene.Trust("read_only")["Statement"]![0]!["Principal"]!["AWS"]!.AsArray().Select(arn => (string)arn!));
    }

    [Fact]
    public async Task A_policy_of_the_same_name_that_does_more_is_neither_changed_nor_attached()
    {
        using var scene = new RolesScene("Empty");
        scene.AddUser("audit");
        scene.Call("CreatePolicy", new
        {
            PolicyName = "assume_read_only", PolicyDocument = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""",
        });
        await scene.NewAsync(new RoleAccessOptions { ReadOnlyUser = ["audit"], SkipMfaPolicy = true });
        Assert.Equal("PolicyNameTaken", Assert.Single(scene.Host.Errors).Id);
        Assert.Contains("user/audit  bound  attached  inline", scene.Picture(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_boundary_is_left_and_told_of()
    {
        using var scene = new RolesScene();
        scene.Call("PutRolePermissionsBoundary", new { RoleName = "admin", PermissionsBoundary = RolesScene.ReadOnly });
        await scene.NewAsync(RolesScene.Workshop with { PermissionsBoundary = RolesScene.Administrator });
        Assert.Equal("BoundaryDiffers", Assert.Single(scene.Host.Errors).Id);
        scene.Host = new TestHost();
        Assert.Empty(await scene.NewAsync(RolesScene.Workshop with { PermissionsBoundary = scene.Arn("policy/ghost") }));
        Assert.Equal("PolicyNotFound", Assert.Single(scene.Host.Errors).Id);
    }

    [Fact]
    public async Task Users_can_enrol_their_own_device_and_nobody_elses()
    {
        using var scene = new RolesScene();
        await scene.NewAsync();
        var key = scene.Key("operator");
        var made = scene.Account.InvokeAs(key, "iam", "CreateVirtualMFADevice", new JsonObject { ["VirtualMFADeviceName"] = "operator" });
        var serial = (string)made["VirtualMFADevice"]!["SerialNumber"]!;
        var seed = Encoding.ASCII.GetString(Convert.FromBase64String((string)made["VirtualMFADevice"]!["Base32StringSeed"]!));
        var step = TimeBasedCode.Step(scene.Account.Clock.GetUtcNow());
        JsonObject Enrol(string user) => new()
        {
            ["UserName"] = user, ["SerialNumber"] = serial,
            ["AuthenticationCode1"] = TimeBasedCode.Of(seed, step - 1), ["AuthenticationCode2"] = TimeBasedCode.Of(seed, step),
        };
        Assert.Throws<AwsErrorException>(() => scene.Account.InvokeAs(key, "iam", "EnableMFADevice", Enrol("audit")));
        scene.Account.InvokeAs(key, "iam", "EnableMFADevice", Enrol("operator"));
        Assert.Null(scene.Assume(key, "admin", mfaUser: "operator"));
        Assert.Throws<AwsErrorException>(() => scene.Account.InvokeAs(
            key, "iam", "DeactivateMFADevice", new JsonObject { ["UserName"] = "operator", ["SerialNumber"] = serial }));
    }

    private static string[] Others(RolesScene scene) => [.. scene.Picture().Split('\n').Where(line =>
        line.StartsWith("user", StringComparison.Ordinal) || line.StartsWith("group", StringComparison.Ordinal) || line.StartsWith("role", StringComparison.Ordinal))
        .Where(line => !line.Contains("/audit ", StringComparison.Ordinal) && !line.Contains("/operator ", StringComparison.Ordinal)
            && !line.Contains("role/admin ", StringComparison.Ordinal) && !line.Contains("role/read_only ", StringComparison.Ordinal))];
}
