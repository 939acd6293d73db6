using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Identity;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

/// <summary>A pipeline that lasts longer than its credentials.</summary>
public class RoleRenewalTests
{
    [Fact]
    public async Task Credentials_that_expire_in_mid_pipeline_are_renewed_before_they_do()
    {
        await using RoleScene scene = new();
        scene.Bench.Role("reader", scene.Trusted, policy: SandboxTests.Identity.IdentityBench.Anything);
        using var source = scene.Open();
        using var session = await RoleScene.AssumeAsync(source, new() { RoleName = "reader" });
        var first = session.Expiration;
        for (var minutes = 0; minutes < 240; minutes += 7)
        {
            Assert.Equal("reader", (await CallerIdentityOperation.GetAsync(session, RoleScene.Token)).PrincipalName);
            scene.Bench.Clock.Advance(TimeSpan.FromMinutes(7));
        }

        Assert.True(session.Expiration > first + TimeSpan.FromHours(2));
        // Four hours, renewed five minutes before each of them ends: after 56, 112, 168 and 224 minutes.
        Assert.Equal(5, scene.Count("AssumeRole"));
    }

    [Fact]
    public async Task A_renewal_that_fails_is_tried_again_while_the_old_credentials_are_good_and_is_an_error_afterwards()
    {
        await using RoleScene scene = new();
        scene.Bench.Role("reader", scene.Trusted);
        using var source = scene.Open();
        using var session = await RoleScene.AssumeAsync(source, new() { RoleName = "reader" });
        scene.Bench.Call("iam", "UpdateAssumeRolePolicy", new
        {
            RoleName = "reader",
            PolicyDocument = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}""",
        });
        scene.Bench.Clock.Advance(TimeSpan.FromMinutes(56));
        Assert.Equal("reader", (await CallerIdentityOperation.GetAsync(session, RoleScene.Token)).PrincipalName);
        scene.Bench.Clock.Advance(TimeSpan.FromMinutes(5));
        var refused = await Assert.ThrowsAsync<OperationException>(() => CallerIdentityOperation.GetAsync(session, RoleScene.Token));
        Assert.Equal("AccessDenied", refused.Error.Id);
        Assert.Contains("role/reader", refused.Error.Message);
    }

    [Fact]
    public async Task Many_calls_at_the_moment_of_renewal_renew_once()
    {
        await using RoleScene scene = new();
        scene.Bench.Role("reader", scene.Trusted);
        using var source = scene.Open();
        using var session = await RoleScene.AssumeAsync(source, new() { RoleName = "reader" });
        scene.Bench.Clock.Advance(TimeSpan.FromMinutes(58));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CallerIdentityOperation.GetAsync(session, RoleScene.Token)));
        Assert.Equal(2, scene.Count("AssumeRole"));
    }

    [Fact]
    public async Task A_chain_renews_every_role_of_it()
    {
        await using RoleScene scene = new();
        scene.Bench.Role("first", scene.Trusted, policy: SandboxTests.Identity.IdentityBench.Anything);
        scene.Bench.Role("second", $$"""{"AWS":"arn:aws:iam::{{scene.Bench.Id}}:role/first"}""");
        using var source = scene.Open();
        using var first = await RoleScene.AssumeAsync(source, new() { RoleName = "first" });
        using var second = await RoleScene.AssumeAsync(first, new() { RoleName = "second" });
        scene.Bench.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal("second", (await CallerIdentityOperation.GetAsync(second, RoleScene.Token)).PrincipalName);
        Assert.Equal(4, scene.Count("AssumeRole"));
    }
}
