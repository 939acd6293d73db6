using AwsHardening.Core.Changes;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

public sealed class AccessKeyTests : IDisposable
{
    private readonly KeyBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_new_key_goes_straight_into_the_vault_and_nowhere_else()
    {
        var host = new TestHost();
        var made = await _bench.NewAsync(host);
        Assert.True(made is not null, string.Join(";", host.Errors.Select(e => e.ToString())));
        Assert.Equal((KeyBench.Name, KeyBench.User, _bench.Account.AccountId), (made.Name, made.UserName, made.AccountId));
        Assert.NotNull(made.CreatedAt);
        _bench.AssertWorkingKey("made");
        _bench.AssertNoSecretJournaled();
        Assert.Equal(["CreateAccessKey"], _bench.Calls.TakeLast(1));
        Assert.DoesNotContain(_bench.Secrets.Values.Single(), made.ToString());
        Assert.Equal(made.ChangeId, (await _bench.Rehearsal.ChangesAsync()).Select(change => change.ChangeId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_key_that_the_vault_cannot_keep_is_deleted_again(bool writes)
    {
        _bench.Vault.OnWrite = (name, after) =>
        {
            if (after == writes)
            {
                throw new IOException("The disk is full.");
            }
        };
        var host = new TestHost();
        Assert.Null(await _bench.NewAsync(host));
        Assert.Empty(_bench.Keys);
        Assert.Equal(["CreateAccessKey", "DeleteAccessKey"], _bench.Calls.TakeLast(2));
        Assert.Contains("The disk is full.", Assert.Single(host.Errors).Message);
        Assert.Equal(HardeningChangeStatus.RolledBack, Assert.Single(await _bench.Rehearsal.ChangesAsync()).Status);
    }

    [Fact]
    public async Task Nothing_is_made_for_a_user_with_two_keys_or_under_a_name_that_is_taken()
    {
        await _bench.NewAsync(new TestHost());
        var taken = new TestHost();
        Assert.Null(await _bench.NewAsync(taken));
        Assert.Equal("VaultCredentialExists", Assert.Single(taken.Errors).Id);
        await _bench.NewAsync(new TestHost(), "second");
        var full = new TestHost();
        Assert.Null(await _bench.NewAsync(full, "third"));
        Assert.Equal("AccessKeyQuotaReached", Assert.Single(full.Errors).Id);
        Assert.Equal(2, _bench.Calls.Count(call => call == "CreateAccessKey"));
    }

    [Fact]
    public async Task Under_WhatIf_nothing_is_made()
    {
        Assert.Null(await _bench.NewAsync(new TestHost { Agrees = false }));
        Assert.Empty(_bench.Keys);
        Assert.Empty(_bench.Vault.Names);
    }

    [Fact]
    public async Task A_new_key_can_be_taken_back_and_that_cannot()
    {
        var made = await _bench.NewAsync(new TestHost());
        var undone = Assert.Single(await _bench.Rehearsal.UndoAsync(made!.ChangeId, new TestHost { Continues = true }));
        Assert.Empty(_bench.Keys);
        var host = new TestHost();
        Assert.Empty(await _bench.Rehearsal.UndoAsync([undone.ChangeId], host));
        Assert.Equal("ChangeIrreversible", Assert.Single(host.Errors).Id);
    }

    [Fact]
    public async Task A_key_whose_answer_was_lost_is_deleted_and_the_next_run_makes_another()
    {
        _bench.Account.Faults.Add(new(Sandbox.Faults.FaultKind.DropResponse, "iam", "CreateAccessKey") { When = Sandbox.Faults.FaultOccurrence.Nth(1) });
        var host = new TestHost();
        Assert.Null(await _bench.NewAsync(host));
        Assert.Equal("SecretLost", Assert.Single(host.Errors).Id);
        Assert.Empty(_bench.Keys);
        Assert.NotNull(await _bench.NewAsync(new TestHost()));
        _bench.AssertWorkingKey("second run");
    }

    [Fact]
    public async Task Only_a_command_with_a_vault_completes_what_makes_a_secret()
    {
        // Nobody can tell whether the key was made: neither answer nor list comes.
        _bench.Account.Faults.Add(new(Sandbox.Faults.FaultKind.DropResponse, "iam", "CreateAccessKey"));
        _bench.Account.Faults.Add(new(Sandbox.Faults.FaultKind.ServerError, "iam", "ListAccessKeys") { When = Sandbox.Faults.FaultOccurrence.After(1) });
        await _bench.NewAsync(new TestHost());
        _bench.Account.Faults.Clear();
        var open = Assert.Single(await _bench.Rehearsal.ChangesAsync());
        Assert.Equal(HardeningChangeStatus.Interrupted, open.Status);
        var host = new TestHost();
        await _bench.Rehearsal.ResumeAsync([open.ChangeId], host);
        Assert.Equal("ChangeNeedsVault", Assert.Single(host.Errors).Id);
        Assert.Single(_bench.Keys);
        Assert.NotNull(await _bench.NewAsync(new TestHost()));
        _bench.AssertWorkingKey("resumed");
        Assert.Single(_bench.Keys);
        Assert.DoesNotContain(await _bench.Rehearsal.ChangesAsync(), change => change.Status == HardeningChangeStatus.Interrupted);
    }
}
