using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

/// <summary>Every write about roles, users, groups, policies and passwords goes wrong in every way; then there is a way back, and a way on.</summary>
public class RoleFaultTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("new")]
    [InlineData("raise")]
    [InlineData("strip")]
    [InlineData("password")]
    public async Task Whatever_goes_wrong_there_is_a_way_back_and_a_way_on(string job)
    {
        string after;
        IReadOnlyList<(string Service, string Operation, int Nth)> writes;
        using (var clean = Scene(job))
        {
            await RunAsync(clean, job);
            Assert.Empty(clean.Host.Errors);
            after = clean.Picture();
            writes = FaultPoints.Writes(clean.Account);
        }

        var points = 0;
        foreach (var (_, operation, nth) in writes)
        {
            foreach (var kind in FaultPoints.Kinds)
            {
                var name = $"{job}: {kind} at {operation} {nth}";
                using (var scene = await BreakAsync(job, kind, operation, nth))
                {
                    await scene.UndoOpenAsync();
                    Assert.True(Before(job) == scene.Picture(), $"{name}: no way back\n{scene.Picture()}");
                }

                using (var scene = await BreakAsync(job, kind, operation, nth))
                {
                    await scene.ResumeAllAsync();
                    scene.Host = new TestHost();
                    await RunAsync(scene, job);
                    Assert.True(after == scene.Picture(), $"{name}: no way on\n{string.Join('\n', scene.Host.Errors.Select(error => error.Message))}\n{scene.Picture()}");
                }

                points++;
            }
        }

        output.WriteLine($"{job}: {points} fault points at {writes.Count} calls");
        Assert.True(points >= FaultPoints.Kinds.Length);
    }

    private static async Task<RolesScene> BreakAsync(string job, FaultKind kind, string operation, int nth)
    {
        var scene = Scene(job);
        scene.Account.Faults.Add(new FaultRule(kind, "iam", operation) { When = FaultOccurrence.Nth(nth) });
        await RunAsync(scene, job);
        scene.Account.Faults.Clear();
        scene.Reopen();
        return scene;
    }

    private static string Before(string job)
    {
        using var scene = Scene(job);
        return scene.Picture();
    }

    internal static RolesScene Scene(string job)
    {
        var scene = new RolesScene(job == "new" ? "Empty" : "SecurityEssentials");
        if (job == "new")
        {
            scene.AddUser("audit");
            scene.AddUser("operator");
            scene.Call("CreateGroup", new { GroupName = "admins" });
            scene.Call("AddUserToGroup", new { GroupName = "admins", UserName = "operator" });
        }
        else if (job == "raise")
        {
            scene.Call("UpdateRole", new { RoleName = "admin", MaxSessionDuration = 43200 });
            scene.Call("DetachRolePolicy", new { RoleName = "admin", PolicyArn = RolesScene.Administrator });
        }
        else if (job == "strip")
        {
            scene.Call("CreateGroup", new { GroupName = "readers" });
            scene.Call("AttachGroupPolicy", new { GroupName = "readers", PolicyArn = RolesScene.ReadOnly });
            scene.Call("AddUserToGroup", new { GroupName = "readers", UserName = "audit" });
            scene.Call("AttachUserPolicy", new { UserName = "audit", PolicyArn = RolesScene.ReadOnly });
            scene.Call("PutUserPolicy", new
            {
                UserName = "audit", PolicyName = "own", PolicyDocument = """{ "Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"} }""",
            });
        }

        scene.Account.ClearCalls();
        return scene;
    }

    internal static async Task RunAsync(RolesScene scene, string job)
    {
        switch (job)
        {
            case "new":
                await scene.NewAsync(new() { ReadOnlyUser = ["audit"], AdminGroup = ["admins"] });
                break;
            case "raise":
                await scene.NewAsync(RolesScene.Workshop with { MaxSessionDuration = 3600, PermissionsBoundary = RolesScene.Administrator });
                break;
            case "strip":
                await scene.StripAsync("audit");
                break;
            default:
                await scene.SetAsync(new() { Baseline = ["CIS"] });
                break;
        }
    }
}
