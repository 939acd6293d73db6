using System.Text.Json.Nodes;
using AwsHardening.Core.Identity.Vault;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

public sealed class RotationTests : IAsyncLifetime
{
    private readonly KeyBench _bench = new();
    private string _old = "";

    public async ValueTask InitializeAsync()
    {
        await _bench.NewAsync(new TestHost());
        _old = _bench.Vault.Plain(KeyBench.Name)!.Value.Id;
    }

    public ValueTask DisposeAsync()
    {
        _bench.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_rotation_makes_proves_deactivates_waits_and_deletes_in_this_order()
    {
        var before = _bench.Account.Calls.Count;
        var begun = _bench.Rehearsal.Clock.GetUtcNow();
        var host = new TestHost();
        var rotated = await _bench.UpdateAsync(host);
        Assert.Empty(host.Errors);
        Assert.NotNull(rotated);
        Assert.NotEqual(_old, rotated.AccessKeyId);
        Assert.Null(rotated.Rotation);
        Assert.Equal([rotated.AccessKeyId!], _bench.Keys.Keys);
        _bench.AssertWorkingKey("rotated");
        _bench.AssertNoSecretJournaled();
        var calls = _bench.Account.Calls.Skip(before).Select(call => call.Operation).Where(call => call != "ListAccessKeys").ToArray();
        Assert.Equal(
            ["GetCallerIdentity", "CreateAccessKey", "GetCallerIdentity", "UpdateAccessKey", "DeleteAccessKey"], calls);
        Assert.True(_bench.Rehearsal.Clock.GetUtcNow() - begun >= TimeSpan.FromMinutes(1));
        Assert.Equal(3, rotated.ChangeId.Count);
        Assert.Equal([KeyBench.Name], _bench.Vault.Names);
    }

    [Fact]
    public async Task A_user_may_rotate_its_own_key_and_the_session_goes_on_with_the_new_one()
    {
        using var own = await _bench.OwnAsync();
        var host = new TestHost();
        var rotated = await _bench.UpdateAsync(host, session: own);
        Assert.Empty(host.Errors);
        Assert.Equal([rotated!.AccessKeyId!], _bench.Keys.Keys);
        Assert.EndsWith($"user/{KeyBench.User}", (await Core.Account.CallerIdentityOperation.GetAsync(own, KeyBench.Token)).Arn);
    }

    [Fact]
    public async Task A_second_key_that_is_not_ours_stops_it_before_anything_is_done()
    {
        _bench.Account.Invoke("iam", "CreateAccessKey", new JsonObject { ["UserName"] = KeyBench.User });
        var host = new TestHost();
        Assert.Null(await _bench.UpdateAsync(host));
        Assert.Equal("AccessKeyRotationRefused", Assert.Single(host.Errors).Id);
        Assert.Equal(2, _bench.Keys.Count);
        Assert.All(_bench.Keys.Values, status => Assert.Equal("Active", status));
        Assert.Equal(_old, _bench.Vault.Plain(KeyBench.Name)!.Value.Id);
    }

    [Theory]
    [InlineData(null, "ConfirmationNeeded")]
    [InlineData(false, "AccessKeyDeletionDeclined")]
    public async Task Without_a_second_yes_the_old_key_stays_inactive_and_the_next_run_deletes_it(bool? answer, string error)
    {
        var host = new TestHost { Continues = answer };
        var half = await _bench.UpdateAsync(host, force: false);
        Assert.Equal(error, Assert.Single(host.Errors).Id);
        Assert.Equal("Inactive", _bench.Keys[_old]);
        Assert.Contains(_old, half!.Rotation);
        var created = _bench.Calls.Count(call => call == "CreateAccessKey");
        var rest = new TestHost { Continues = true };
        var whole = await _bench.UpdateAsync(rest, force: false);
        Assert.Single(rest.AskedTwice);
        Assert.Equal([whole!.AccessKeyId!], _bench.Keys.Keys);
        Assert.Equal(created, _bench.Calls.Count(call => call == "CreateAccessKey"));
    }

    [Fact]
    public async Task Undoing_the_deactivation_brings_the_old_key_back_while_the_vault_still_has_both()
    {
        var half = await _bench.UpdateAsync(new TestHost { Continues = false }, force: false);
        var deactivation = half!.ChangeId[^1];
        await _bench.Rehearsal.UndoAsync([deactivation], new TestHost());
        Assert.Equal("Active", _bench.Keys[_old]);
        Assert.Equal(_old, _bench.Vault.Plain(VaultNames.Previous(KeyBench.Name))!.Value.Id);
        var begun = _bench.Rehearsal.Clock.GetUtcNow();
        await _bench.UpdateAsync(new TestHost());
        Assert.True(_bench.Rehearsal.Clock.GetUtcNow() - begun >= TimeSpan.FromMinutes(1), "it waits anew");
        Assert.DoesNotContain(_old, _bench.Keys.Keys);
    }

    [Fact]
    public async Task The_new_key_cannot_be_undone_once_the_old_one_is_out_of_use()
    {
        var rotated = await _bench.UpdateAsync(new TestHost());
        var host = new TestHost();
        await _bench.Rehearsal.UndoAsync([rotated!.ChangeId[0]], host);
        Assert.Equal("ChangeStillNeeded", Assert.Single(host.Errors).Id);
        _bench.AssertWorkingKey("undo refused");
    }

    [Fact]
    public async Task A_new_key_that_AWS_does_not_take_replaces_nothing_and_is_tried_again_by_the_next_run()
    {
        // The first tells whose the old key is.
        _bench.Account.Faults.Add(new(Sandbox.Faults.FaultKind.AccessDenied, "sts", "GetCallerIdentity") { When = Sandbox.Faults.FaultOccurrence.After(1) });
        var host = new TestHost();
        Assert.Null(await _bench.UpdateAsync(host));
        Assert.Equal("AccessKeyNotProven", Assert.Single(host.Errors).Id);
        Assert.Equal(_old, _bench.Vault.Plain(KeyBench.Name)!.Value.Id);
        _bench.AssertWorkingKey("not proven");
        _bench.Account.Faults.Clear();
        await _bench.UpdateAsync(new TestHost());
        Assert.Single(_bench.Keys);
        Assert.Equal(2, _bench.Calls.Count(call => call == "CreateAccessKey"));
    }

    [Fact]
    public async Task A_new_key_whose_secret_is_not_the_one_that_AWS_gave_out_replaces_nothing_and_goes_as_the_error_says()
    {
        _bench.Account.Faults.Add(new(Sandbox.Faults.FaultKind.AccessDenied, "sts", "GetCallerIdentity") { When = Sandbox.Faults.FaultOccurrence.After(1) });
        await _bench.UpdateAsync(new TestHost());
        _bench.Account.Faults.Clear();
        var next = VaultNames.Next(KeyBench.Name);
        using (var stored = (await _bench.Vault.ReadAsync(next, KeyBench.Token))!)
        using (var wrong = new Seam.VaultItem(stored.Entry, stored.AccessKeyId, SecretText.FromChars(new string('x', 40)), null))
        {
            await _bench.Vault.WriteAsync(wrong, overwrite: true, KeyBench.Token);
        }

        var host = new TestHost();
        Assert.Null(await _bench.UpdateAsync(host));
        var error = Assert.Single(host.Errors);
        Assert.Equal("AccessKeyNotProven", error.Id);
        Assert.Contains("signature", error.Message);
        Assert.Equal("Active", _bench.Keys[_old]);
        _bench.AssertWorkingKey("not proven");
        var lost = Assert.Single(_bench.Keys.Keys, key => key != _old);
        Assert.Contains($"Delete access key {lost} of user {KeyBench.User}: Undo-HardeningChange", error.Action);
        host = new TestHost { Continues = true };
        await _bench.Rehearsal.UndoAsync([(await _bench.Rehearsal.ChangesAsync())[^1].ChangeId], host);
        Assert.Empty(host.Errors.Select(error => error.Message));
        Assert.DoesNotContain(lost, _bench.Keys.Keys);
        host = new TestHost();
        var rotated = await _bench.UpdateAsync(host);
        Assert.Empty(host.Errors);
        Assert.Equal([rotated!.AccessKeyId!], _bench.Keys.Keys);
        Assert.Equal([KeyBench.Name], _bench.Vault.Names);
        _bench.AssertWorkingKey("rotated in the end");
    }

    [Fact]
    public async Task Temporary_credentials_and_dead_keys_are_refused_in_words()
    {
        _bench.Account.Invoke("iam", "UpdateAccessKey", new JsonObject { ["UserName"] = KeyBench.User, ["AccessKeyId"] = _old, ["Status"] = "Inactive" });
        var host = new TestHost();
        Assert.Null(await _bench.UpdateAsync(host));
        Assert.Equal("VaultCredentialNotValid", Assert.Single(host.Errors).Id);
    }
}
