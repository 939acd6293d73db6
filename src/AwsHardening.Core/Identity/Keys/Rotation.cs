using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Identity.Vault;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Keys;

/// <summary>
/// One rotation: a new key is made and stored beside the old one, proven by a call under it, and only then takes the old one's place;
/// the old one is deactivated, waited for, deleted. At every moment the credential in the vault is a key that works. What is found in
/// the vault and in the account tells how far a rotation before this one came.
/// </summary>
internal sealed class Rotation(AwsSession opened, string name, RotationOptions options, IVaultBackend vault, IOperationHost host)
{
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(5);

    private readonly string _next = VaultNames.Next(name);
    private readonly string _previous = VaultNames.Previous(name);

    // Who calls: from the moment that the caller's own key is to be put out of use, the new one.
    private AwsSession _acting = opened;
    private AwsSession? _own;

    public async Task<VaultCredential?> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await RotateAsync(cancellationToken);
        }
        finally
        {
            _own?.Dispose();
        }
    }

    /// <summary>Takes down what a rotation changes, for reading.</summary>
    public async Task PlanAsync(PlanBook book, CancellationToken cancellationToken)
    {
        using var current = await vault.ReadAsync(name, cancellationToken) ?? throw VaultErrors.NotFound(name, vault.Place);
        var owner = await OwnerAsync(current, cancellationToken);
        _acting.Caller ??= await CallerAsync(cancellationToken);
        var run = new KeyRun(name, owner.PrincipalName, _acting.Caller, vault, host);
        var keys = await UserKeys.ReadAsync(_acting, owner.PrincipalName, cancellationToken);
        if (keys.Where(key => key.Id != current.AccessKeyId).ToArray() is { Length: > 0 } others)
        {
            throw KeyErrors.TwoKeys(name, run.UserName, others);
        }

        var old = current.AccessKeyId;
        book.Add($"Create the access key that takes the place of {old}", Creation(run, old, keys));
        book.Add($"Deactivate access key {old}", AccessKeyChanges.Deactivate(
            run.Header(_acting, $"Puts access key {old} of user {run.UserName} out of use: the new one has taken its place."), old));
        book.Add($"Delete access key {old} after {options.WaitBeforeDelete}", Deletion(run, keys.Single(key => key.Id == old) with { IsActive = false }));
    }

    private async Task<VaultCredential?> RotateAsync(CancellationToken cancellationToken)
    {
        await TidyAsync(cancellationToken);
        using var current = await vault.ReadAsync(name, cancellationToken) ?? throw VaultErrors.NotFound(name, vault.Place);
        var owner = await OwnerAsync(current, cancellationToken);
        using var previous = await vault.ReadAsync(_previous, cancellationToken);
        await ActAsAsync(current, previous?.AccessKeyId, cancellationToken);
        var caller = _acting.Caller!;
        if (caller.AccountId != owner.AccountId)
        {
            throw KeyErrors.OtherAccount(name, owner.AccountId, caller.AccountId);
        }

        var run = new KeyRun(name, owner.PrincipalName, caller, vault, host);
        var keeper = run.Keeper(_acting, _next, VaultFacts.Of(current.Entry).MfaSerial);
        if (!await run.SettleAsync(_acting, keeper, cancellationToken))
        {
            return null;
        }

        var keys = await UserKeys.ReadAsync(_acting, owner.PrincipalName, cancellationToken);
        if (previous is not null)
        {
            return await FinishAsync(run, current, previous, keys, cancellationToken);
        }

        using var next = await NextAsync(run, keeper, current, keys, cancellationToken);
        if (next is null)
        {
            return null;
        }

        if (await KeyProof.WhyNotAsync(_acting, next, owner.Arn, cancellationToken) is { } reason)
        {
            throw AwsErrors.Code(reason) == "SignatureDoesNotMatch"
                ? KeyErrors.WrongSecret(name, run.UserName, next.AccessKeyId, reason) : KeyErrors.NotProven(name, next.AccessKeyId, reason);
        }

        await PromoteAsync(current, next);
        using var promoted = (await vault.ReadAsync(name, CancellationToken.None))!;
        using var old = (await vault.ReadAsync(_previous, CancellationToken.None))!;
        await ActAsAsync(promoted, old.AccessKeyId, cancellationToken);
        return await FinishAsync(run, promoted, old, await UserKeys.ReadAsync(_acting, owner.PrincipalName, cancellationToken), cancellationToken);
    }

    /// <summary>What a death between two writes of the vault can leave: a key under two names.</summary>
    private async Task TidyAsync(CancellationToken cancellationToken)
    {
        using var current = await vault.ReadAsync(name, cancellationToken);
        foreach (var other in new[] { _next, _previous })
        {
            using var item = await vault.ReadAsync(other, cancellationToken);
            if (item is not null && item.AccessKeyId == current?.AccessKeyId)
            {
                await vault.RemoveAsync(other, CancellationToken.None);
            }
        }
    }

    private async Task<CallerIdentity> OwnerAsync(VaultItem current, CancellationToken cancellationToken)
    {
        CallerIdentity owner;
        try
        {
            owner = await KeyProof.WhoseAsync(_acting, current, cancellationToken);
        }
        catch (Amazon.Runtime.AmazonServiceException e) when (AwsErrors.Code(e) is "InvalidClientTokenId" or "SignatureDoesNotMatch" or "ExpiredToken")
        {
            throw KeyErrors.NotValid(name, current.AccessKeyId, e);
        }

        return owner.PrincipalType == "User" && current.SessionToken is null ? owner : throw KeyErrors.NotAUser(name, owner.Arn);
    }

    // A session that stands on the credential takes its new key over; one that was given the old key in another way is left behind.
    private async Task ActAsAsync(VaultItem current, string? oldKeyId, CancellationToken cancellationToken)
    {
        if (_acting.Credentials is VaultCredentials own && own.Name == name && own.AccessKeyId == oldKeyId)
        {
            own.Use(current);
        }
        else if ((await _acting.Credentials.GetCredentialsAsync()).AccessKey == oldKeyId)
        {
            _acting = _own = _acting.Under(new VaultCredentials(name, current));
        }

        _acting.Caller ??= await CallerAsync(cancellationToken);
    }

    private async Task<CallerIdentity> CallerAsync(CancellationToken cancellationToken)
    {
        var answer = await _acting.Sts.GetCallerIdentityAsync(new Amazon.SecurityToken.Model.GetCallerIdentityRequest(), cancellationToken);
        return CallerIdentityOperation.Read(answer.Account, answer.Arn, answer.UserId, _acting.Region);
    }

    /// <summary>The new key: the one that an earlier run has stored, or one that is made now.</summary>
    private async Task<VaultItem?> NextAsync(
        KeyRun run, KeyKeeper keeper, VaultItem current, IReadOnlyList<UserKey> keys, CancellationToken cancellationToken)
    {
        var stored = await vault.ReadAsync(_next, cancellationToken);
        if (stored is not null && keys.Any(key => key.Id == stored.AccessKeyId))
        {
            return stored;
        }

        stored?.Dispose();
        await vault.RemoveAsync(_next, CancellationToken.None);
        var others = keys.Where(key => key.Id != current.AccessKeyId).ToArray();
        if (others.Length > 0)
        {
            throw KeyErrors.TwoKeys(name, run.UserName, others);
        }

        var result = await run.MakeAsync(
            _acting, Creation(run, current.AccessKeyId, keys), $"Create the access key that takes the place of {current.AccessKeyId}", keeper, settle: null, cancellationToken);
        if (host.IsWhatIf && !result.IsApplied)
        {
            await host.ShouldProcessAsync(Target(run), $"Deactivate access key {current.AccessKeyId}", cancellationToken);
            await host.ShouldProcessAsync(Target(run), $"Delete access key {current.AccessKeyId} after {options.WaitBeforeDelete}", cancellationToken);
        }

        return result.IsApplied ? await vault.ReadAsync(_next, CancellationToken.None) : null;
    }

    /// <summary>The new key under the credential's name, the old one beside it: written in the order in which either alone is safe.</summary>
    private async Task PromoteAsync(VaultItem current, VaultItem next)
    {
        using var old = current.As(current.Entry with { Name = _previous });
        using var promoted = next.As(next.Entry with { Name = name });
        await vault.WriteAsync(old, overwrite: true, CancellationToken.None);
        await vault.WriteAsync(promoted, overwrite: true, CancellationToken.None);
        await vault.RemoveAsync(_next, CancellationToken.None);
    }

    private async Task<VaultCredential?> FinishAsync(
        KeyRun run, VaultItem current, VaultItem previous, IReadOnlyList<UserKey> keys, CancellationToken cancellationToken)
    {
        if (keys.FirstOrDefault(key => key.Id == previous.AccessKeyId) is { } old)
        {
            var deactivates = old.IsActive;
            if (deactivates)
            {
                var deactivation = AccessKeyChanges.Deactivate(
                    run.Header(_acting, $"Puts access key {old.Id} of user {run.UserName} out of use: {current.AccessKeyId} has taken its place."), old.Id);
                if (!(await run.MakeAsync(_acting, deactivation, $"Deactivate access key {old.Id}", null, null, cancellationToken)).IsApplied)
                {
                    return run.Changes.Count > 0 ? await AccessKeyOperation.RecordAsync(run, _acting, cancellationToken) : null;
                }
            }

            await WaitAsync(previous, deactivates, cancellationToken);
            if (!await DeleteAsync(run, old with { IsActive = false }, cancellationToken))
            {
                return await AccessKeyOperation.RecordAsync(run, _acting, cancellationToken);
            }
        }

        await vault.RemoveAsync(_previous, CancellationToken.None);
        await VaultOperation.RemoveSessionsAsync(vault, name, await vault.ListAsync(CancellationToken.None), CancellationToken.None);
        return await AccessKeyOperation.RecordAsync(run, _acting, cancellationToken);
    }

    private async Task WaitAsync(VaultItem previous, bool beginsNow, CancellationToken cancellationToken)
    {
        var time = _acting.Settings.Time;
        var facts = VaultFacts.Of(previous.Entry);
        if (facts.InactiveSince is not { } since || beginsNow)
        {
            since = time.GetUtcNow();
            using var noted = previous.As((facts with { InactiveSince = since }).Named(_previous));
            await vault.WriteAsync(noted, overwrite: true, CancellationToken.None);
        }

        var end = since + options.WaitBeforeDelete;
        for (var left = end - time.GetUtcNow(); left > TimeSpan.Zero; left = end - time.GetUtcNow())
        {
            var percent = (int)(100 * (1 - (left / options.WaitBeforeDelete)));
            host.WriteProgress(
                $"Old key {previous.AccessKeyId} is inactive", $"It is deleted in {left:d\\.hh\\:mm\\:ss}; Ctrl+C leaves it inactive", Math.Clamp(percent, 0, 100));
            await Task.Delay(left < s_tick ? left : s_tick, time, cancellationToken);
        }

        host.WriteProgress($"Old key {previous.AccessKeyId} is inactive", "", 101);
    }

    private async Task<bool> DeleteAsync(KeyRun run, UserKey old, CancellationToken cancellationToken)
    {
        var change = Deletion(run, old);
        return (await run.MakeAsync(
            _acting, change, $"Delete access key {old.Id}", null, options.Force ? null : stop => AskAsync(change, old, stop), cancellationToken)).IsApplied;
    }

    private ResourceChange Creation(KeyRun run, string oldKeyId, IReadOnlyList<UserKey> keys) => AccessKeyChanges.Create(
        run.Header(_acting, $"Makes a new access key of user {run.UserName}, to take the place of {oldKeyId} in credential '{name}'."), keys);

    private ResourceChange Deletion(KeyRun run, UserKey old) => AccessKeyChanges.Delete(
        run.Header(_acting, $"Deletes access key {old.Id} of user {run.UserName}, which was out of use for {options.WaitBeforeDelete}."), old);

    private async Task<ResourceChange?> AskAsync(ResourceChange change, UserKey old, CancellationToken cancellationToken)
    {
        var answer = await host.ShouldContinueAsync($"{change.Why} Nothing takes this back. Go on?", "Delete the old access key", cancellationToken);
        if (answer != true)
        {
            await host.WriteErrorAsync(KeyErrors.DeletionDeclined(name, old.Id, couldAsk: answer is not null).Error, cancellationToken);
        }

        return answer == true ? change : null;
    }

    private string Target(KeyRun run) => $"{run.UserName} ({name}) in {_acting.Region}";
}
