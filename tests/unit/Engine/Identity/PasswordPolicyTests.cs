using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Identity.Passwords;
using AwsHardening.UnitTests.Engine.Support;
using FsCheck.Fluent;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

/// <summary>Password policies by name and by setting: raised, never lowered unasked, and taken back to what they were.</summary>
public class PasswordPolicyTests
{
    [Theory]
    [InlineData("CIS", 14, 24, false)]
    [InlineData("FSBP", 8, null, false)]
    [InlineData("Workshop", 8, null, true)]
    public async Task A_baseline_is_set_and_an_absent_policy_comes_back_as_absent(string baseline, int length, int? reuse, bool mayChange)
    {
        using var scene = new RolesScene();
        var before = scene.Picture();
        var policy = await scene.SetAsync(new() { Baseline = [baseline] });
        Assert.Equal((length, reuse, mayChange, "Applied"), (policy!.MinimumPasswordLength, policy.PasswordReusePrevention, policy.AllowUsersToChangePassword, policy.Status));
        // AWS asks for three kinds of characters where nothing is set: a policy must not ask for less.
        Assert.True(policy.RequireUppercaseCharacters && policy.RequireLowercaseCharacters && policy.RequireNumbers);
        Assert.Equal("Unchanged", (await scene.SetAsync(new() { Baseline = [baseline] }))!.Status);
        await scene.UndoAllAsync();
        Assert.Empty(scene.Host.Errors);
        Assert.Equal(before, scene.Picture());
    }

    [Fact]
    public async Task Of_several_baselines_the_strictest_of_each_setting_counts()
    {
        using var scene = new RolesScene();
        var policy = await scene.SetAsync(new() { Baseline = ["Workshop", "CIS", "FSBP"] });
        Assert.Equal((14, 24, true, true), (policy!.MinimumPasswordLength, policy.PasswordReusePrevention!.Value, policy.RequireSymbols, policy.AllowUsersToChangePassword));
    }

    [Fact]
    public async Task A_stricter_setting_stays_and_a_weaker_one_that_was_asked_for_is_an_error()
    {
        using var scene = new RolesScene();
        scene.Call("UpdateAccountPasswordPolicy", new { MinimumPasswordLength = 20, MaxPasswordAge = 60, HardExpiry = true, RequireSymbols = true });
        var before = scene.Picture();
        var policy = await scene.SetAsync(new() { Baseline = ["CIS"], Settings = new() { MaxPasswordAge = 90, RequireSymbols = false, PasswordReusePrevention = 5 } });
        Assert.Equal(["MaxPasswordAge", "RequireSymbols"], scene.Host.Errors.Select(error => error.Target).Order());
        Assert.All(scene.Host.Errors, error => Assert.Equal("WouldWeaken", error.Id));
        Assert.Equal((20, 60, true, true, 5), (policy!.MinimumPasswordLength, policy.MaxPasswordAge!.Value, policy.HardExpiry, policy.RequireSymbols, policy.PasswordReusePrevention!.Value));
        scene.Host = new TestHost();
        await scene.UndoAllAsync();
        Assert.Equal(before, scene.Picture());
    }

    [Fact]
    public async Task Weaker_settings_can_be_asked_for()
    {
        using var scene = new RolesScene();
        scene.Call("UpdateAccountPasswordPolicy", new { MinimumPasswordLength = 20, MaxPasswordAge = 60, RequireSymbols = true });
        var policy = await scene.SetAsync(new()
        {
            AllowWeaker = true, Settings = new() { MinimumPasswordLength = 8, MaxPasswordAge = 0, RequireSymbols = false },
        });
        Assert.Empty(scene.Host.Errors);
        Assert.Equal((8, null, false), (policy!.MinimumPasswordLength, policy.MaxPasswordAge, policy.RequireSymbols));
    }

    [Fact]
    public void A_raise_weakens_nothing()
    {
        var number = (int[] choices) => Gen.Elements(choices.Select(choice => (int?)choice).Append(null).ToArray());
        var flag = Gen.Elements<bool?>(null, false, true);
        var settings = from length in number([6, 8, 14, 30]) from age in number([0, 30, 90]) from reuse in number([0, 5, 24])
                       from upper in flag from symbols in flag from hard in flag from change in flag
                       select new PasswordSettings
                       {
                           MinimumPasswordLength = length, MaxPasswordAge = age, PasswordReusePrevention = reuse, RequireUppercaseCharacters = upper,
                           RequireSymbols = symbols, HardExpiry = hard, AllowUsersToChangePassword = change,
                       };
        Law.Holds(from present in settings from asked in settings select (present, asked), pair =>
        {
            var before = pair.present.ToUpdate();
            var after = PasswordRaise.Of(before, new() { Settings = pair.asked }).Settings.ToUpdate();
            var (old, now) = (before.Deserialize<PasswordSettings>()!, after.Deserialize<PasswordSettings>()!);
            Assert.True(now.MinimumPasswordLength >= old.MinimumPasswordLength);
            Assert.True((now.PasswordReusePrevention ?? 0) >= (old.PasswordReusePrevention ?? 0));
            Assert.True((now.MaxPasswordAge ?? int.MaxValue) <= (old.MaxPasswordAge ?? int.MaxValue));
            Assert.All(
                new[] { nameof(old.RequireUppercaseCharacters), nameof(old.RequireSymbols), nameof(old.HardExpiry) },
                name => Assert.True((bool)after[name]! || !(bool)before[name]!));
            Assert.True(old.AllowUsersToChangePassword == true || now.AllowUsersToChangePassword != true);
            // What is asked twice is there already.
            Assert.True(JsonNode.DeepEquals(after, PasswordRaise.Of(after, new() { Settings = pair.asked }).Settings.ToUpdate()));
        });
    }
}
