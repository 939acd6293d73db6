using AwsHardening.Core.Identity.Roles;
using AwsHardening.UnitTests.Engine.Support;
using FsCheck.Fluent;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

/// <summary>Users lose everything but roles to assume, never their last way in, and get it all back (item 124).</summary>
public class DirectPermissionTests
{
    private const string Reads = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}""";
    private const string Odd = "{ \"Version\" : \"2012-10-17\",\n\t\"Statement\":{\"Effect\":\"Allow\", \"Action\":[ \"ec2:*\" ],\"Resource\":\"*\"} }";

    [Fact]
    public async Task A_user_keeps_the_roles_and_loses_the_rest()
    {
        using var scene = await ReadyAsync();
        Load(scene, "audit");
        var key = scene.Key("audit");
        var done = Assert.Single(await scene.StripAsync("audit"));
        Assert.Empty(scene.Host.Errors);
        Assert.Equal("Applied", done.Status);
        var line = Line(scene, "audit");
        Assert.Contains("assume_read_only", line, StringComparison.Ordinal);
        Assert.Contains("self_service_mfa", line, StringComparison.Ordinal);
        Assert.DoesNotContain("ReadOnlyAccess", line, StringComparison.Ordinal);
        Assert.DoesNotContain("extra", line, StringComparison.Ordinal);
        Assert.DoesNotContain("inline own", line, StringComparison.Ordinal);
        Assert.Contains("talkers", line, StringComparison.Ordinal);
        Assert.Null(scene.Assume(key, "read_only"));
        Assert.Empty(await scene.StripAsync("audit"));
    }

    [Fact]
    public async Task Undo_restores_every_document_to_the_letter()
    {
        using var scene = await ReadyAsync();
        Load(scene, "audit");
        var before = scene.Picture();
        var done = await scene.StripAsync("audit");
        Assert.NotEqual(before, scene.Picture());
        await scene.UndoAsync(done[0].ChangeId);
        Assert.Empty(scene.Host.Errors);
        Assert.Contains(Odd, scene.Picture(), StringComparison.Ordinal);
        Assert.Equal(before, scene.Picture());
    }

    [Fact]
    public async Task The_caller_is_never_stripped()
    {
        using var scene = await ReadyAsync(mfa: true);
        var before = scene.Picture();
        Assert.Empty(await scene.StripAsync(new DirectPermissionOptions { Force = true }, Caller(scene)));
        Assert.Equal("CallerWouldBeStripped", Assert.Single(scene.Host.Errors).Id);
        Assert.Equal(before, scene.Picture());
    }

    [Theory]
    [InlineData("nobody has a device", "has no MFA device")]
    [InlineData("no key", "has no password and no active access key")]
    [InlineData("no role", "There is no role 'admin'")]
    [InlineData("not allowed", "No user is both trusted by it and allowed")]
    [InlineData("denied", "No user is both trusted by it and allowed")]
    [InlineData("bounded", "No user is both trusted by it and allowed")]
    [InlineData("other condition", "No user is both trusted by it and allowed")]
    public async Task The_last_administrator_is_kept_until_somebody_is_proven_to_reach_the_role(string story, string why)
    {
        using var scene = story == "no role" ? new RolesScene("Empty") : await ReadyAsync(mfa: story is not ("nobody has a device" or "no key"));
        scene.AddUser("boss", RolesScene.Administrator);
        switch (story)
        {
            case "no key":
                scene.Account.Service<AwsHardening.Sandbox.Iam.IamService>().AddDevice("operator", scene.Arn("mfa/operator"));
                break;
            case "not allowed":
                scene.Call("DetachUserPolicy", new { UserName = "operator", PolicyArn = scene.Arn("policy/assume_admin") });
                break;
            case "denied":
                scene.Call("PutUserPolicy", new
                {
                    UserName = "operator", PolicyName = "no", PolicyDocument =
                        """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"sts:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.1"}}}}""",
                });
                break;
            case "bounded":
                scene.Call("PutUserPermissionsBoundary", new { UserName = "operator", PermissionsBoundary = RolesScene.ReadOnly });
                break;
            case "other condition":
                scene.Call("UpdateAssumeRolePolicy", new
                {
                    RoleName = "admin", PolicyDocument = scene.Trust("admin").ToJsonString().Replace(
                        "\"Bool\"", "\"StringEquals\":{\"sts:ExternalId\":\"x\"},\"Bool\"", StringComparison.Ordinal),
                });
                break;
        }

        var before = scene.Picture();
        Assert.Empty(await scene.StripAsync(new DirectPermissionOptions { Force = true }, "boss"));
        var error = Assert.Single(scene.Host.Errors);
        Assert.Equal("LastAdministrator", error.Id);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, scene.Picture());
    }

    [Fact]
    public async Task An_administrator_is_stripped_once_another_can_reach_the_role()
    {
        using var scene = await ReadyAsync(mfa: true);
        scene.AddUser("boss", RolesScene.Administrator);
        await scene.StripAsync("boss");
        Assert.Equal("NoRoleLeft", Assert.Single(scene.Host.Errors).Id);
        scene.Host = new TestHost();
        Assert.Single(await scene.StripAsync(new DirectPermissionOptions { Force = true }, "boss"));
        Assert.Empty(scene.Host.Errors);
        Assert.DoesNotContain("AdministratorAccess", Line(scene, "boss"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_administrators_are_not_each_others_proof()
    {
        using var scene = await ReadyAsync();
        // Each could assume the role by being an administrator, which is what they lose.
        foreach (var name in new[] { "ann", "bob" })
        {
            scene.AddUser(name, RolesScene.Administrator);
            scene.Equip(name);
        }

        scene.Call("UpdateAssumeRolePolicy", new
        {
            RoleName = "admin", PolicyDocument = $$"""
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":["{{scene.Arn("user/ann")}}","{{scene.Arn("user/bob")}}"]},"Action":"sts:AssumeRole","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true" } } } }
                """,
        });
        Assert.Empty(await scene.StripAsync(new DirectPermissionOptions { Force = true }, "ann", "bob"));
        Assert.Equal(["LastAdministrator", "LastAdministrator"], scene.Host.Errors.Select(error => error.Id));
        scene.Host = new TestHost();
        Assert.Single(await scene.StripAsync(new DirectPermissionOptions { Force = true }, "ann"));
    }

    [Fact]
    public async Task A_denial_is_not_lifted_unasked_and_one_that_only_denies_is_kept()
    {
        using var scene = await ReadyAsync();
        const string mixed =
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":"s3:DeleteBucket","Resource":"*"}]}""";
        const string only = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"kms:*","Resource":"*"}]}""";
        scene.Call("PutUserPolicy", new { UserName = "audit", PolicyName = "mixed", PolicyDocument = mixed });
        scene.Call("PutUserPolicy", new { UserName = "audit", PolicyName = "only", PolicyDocument = only });
        await scene.StripAsync("audit", "ghost");
        Assert.Equal(["DenialWouldBeLifted", "UserNotFound"], scene.Host.Errors.Select(error => error.Id));
        await scene.StripAsync(new DirectPermissionOptions { Force = true }, "audit");
        Assert.EndsWith($"inline only={only}", Line(scene, "audit"), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_a_user_has_is_restored_byte_for_byte()
    {
        var gen = from policies in Gen.SubListOf(["reads", "odd", "assume", "mixed"])
                  from managed in Gen.SubListOf([RolesScene.ReadOnly, RolesScene.Administrator])
                  from groups in Gen.SubListOf(["extra", "talkers", "admins"])
                  select (policies, managed, groups);
        Law.Holds(gen, value => StripAndUndoAsync([.. value.policies], [.. value.managed], [.. value.groups]).GetAwaiter().GetResult(), cases: 40);
    }

    private static async Task StripAndUndoAsync(string[] policies, string[] managed, string[] groups)
    {
        using var scene = await ReadyAsync(mfa: true);
        MakeGroups(scene);
        scene.AddUser("u", managed);
        foreach (var policy in policies)
        {
            scene.Call("PutUserPolicy", new
            {
                UserName = "u", PolicyName = policy, PolicyDocument = policy switch
                {
                    "reads" => Reads,
                    "odd" => Odd,
                    "assume" => $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"{{scene.Arn("role/read_only")}}" } }""",
                    _ => """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}""",
                },
            });
        }

        foreach (var group in groups)
        {
            scene.Call("AddUserToGroup", new { GroupName = group, UserName = "u" });
        }

        var before = scene.Picture();
        var done = await scene.StripAsync(new DirectPermissionOptions { Force = true }, "u");
        Assert.Empty(scene.Host.Errors);
        var more = policies.Any(policy => policy != "assume") || managed.Length > 0 || groups.Any(group => group != "talkers");
        Assert.Equal(more ? 1 : 0, done.Count);
        Assert.Equal(more, before != scene.Picture());
        Assert.DoesNotContain("Access", Line(scene, "u"), StringComparison.Ordinal);
        await scene.UndoAsync([.. done.Select(change => change.ChangeId)]);
        Assert.Empty(scene.Host.Errors);
        Assert.Equal(before, scene.Picture());
    }

    private static async Task<RolesScene> ReadyAsync(bool mfa = false)
    {
        var scene = new RolesScene();
        await scene.NewAsync();
        Assert.Empty(scene.Host.Errors);
        if (mfa)
        {
            scene.Equip("operator");
        }

        return scene;
    }

    private static void MakeGroups(RolesScene scene)
    {
        foreach (var (group, policy) in new[] { ("extra", RolesScene.ReadOnly), ("admins", RolesScene.Administrator), ("talkers", scene.Arn("policy/assume_read_only")) })
        {
            scene.Call("CreateGroup", new { GroupName = group });
            scene.Call("AttachGroupPolicy", new { GroupName = group, PolicyArn = policy });
        }
    }

    private static void Load(RolesScene scene, string user)
    {
        MakeGroups(scene);
        scene.Call("AttachUserPolicy", new { UserName = user, PolicyArn = RolesScene.ReadOnly });
        scene.Call("PutUserPolicy", new { UserName = user, PolicyName = "own", PolicyDocument = Odd });
        scene.Call("AddUserToGroup", new { GroupName = "extra", UserName = user });
        scene.Call("AddUserToGroup", new { GroupName = "talkers", UserName = user });
    }

    private static string Line(RolesScene scene, string user)
    {
        var picture = scene.Picture();
        var start = picture.IndexOf($"user arn:aws:iam::{scene.Account.AccountId}:user/{user} ", StringComparison.Ordinal);
        var end = new[] { "\nuser ", "\ngroup ", "\npolicy " }.Select(next => picture.IndexOf(next, start, StringComparison.Ordinal)).Where(next => next >= 0).Min();
        return picture[start..end];
    }

    private static string Caller(RolesScene scene) => scene.Account.Principals.Default.Arn.Split('/')[^1];
}
