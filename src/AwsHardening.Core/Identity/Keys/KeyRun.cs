using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Identity.Vault;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Keys;

/// <summary>One command's changes of a user's access keys, whose secrets go into one credential of a vault.</summary>
internal sealed class KeyRun(string name, string userName, CallerIdentity caller, IVaultBackend vault, IOperationHost host)
{
    private readonly List<string> _changes = [];
    private string? _setId;

    public string Name => name;

    public string UserName => userName;

    public IVaultBackend Vault => vault;

    public IOperationHost Host => host;

    /// <summary>The ids of the changes that were made.</summary>
    public IReadOnlyList<string> Changes => _changes;

    /// <summary>Takes the changes back unless they are confirmed in time; null to let them stand.</summary>
    public TimedRevert? Revert { get; init; }

    public ResourceChange Header(AwsSession session, string why) =>
        ResourceChange.Begin(session, _setId ??= session.Settings.NewId(), caller.AccountId, session.Region, (AccessKeyKind.Type, userName, name), why);

    public KeyKeeper Keeper(AwsSession session, string itemName, string? mfaSerial) => new(
        vault, itemName, new VaultFacts { UserName = userName, AccountId = caller.AccountId, MfaSerial = mfaSerial }, session.Settings.Time);

    /// <summary>Makes one change, in a journal that is held for it alone: a rotation waits between its changes.</summary>
    /// <exception cref="OperationException">It failed, or nobody keeps what it answers.</exception>
    /// <returns>How it went; without a status where it was declined.</returns>
    public async Task<ChangeResult> MakeAsync(
        AwsSession session, ResourceChange change, string action, ISecretKeeper? keeper, Func<CancellationToken, Task<ResourceChange?>>? settle,
        CancellationToken cancellationToken)
    {
        // What nothing takes back is asked about by whoever settles it, in words of its own.
        await using var runner = new ChangeRunner(session, caller, host, book: null, keeper) { Force = true, SetId = change.SetId, Revert = Revert };
        return Noted(change, await runner.RunAsync(change, action, settle, known: null, cancellationToken));
    }

    /// <summary>Completes what a command before this one began for the credential and did not end, or takes back what it lost the secret of.</summary>
    /// <returns>False where somebody declined.</returns>
    public async Task<bool> SettleAsync(AwsSession session, KeyKeeper keeper, CancellationToken cancellationToken)
    {
        await using var runner = new ChangeRunner(session, caller, host, book: null, keeper);
        var open = (await runner.ReadAsync(cancellationToken)).Changes.Where(IsOpen).Select(journaled => journaled.Change).ToArray();
        foreach (var change in open)
        {
            var result = await runner.ResumeAsync(change, await EffectsAsync(session, change, keeper, runner.Ids, cancellationToken), cancellationToken);
            if (result.Status is null && result.Error is null)
            {
                return false;
            }

            if (result is { Status: HardeningChangeStatus.RolledBack, Error.Cause: SecretLostException })
            {
                host.WriteVerbose($"Change {change.Id} had made a key whose secret was lost; the key was deleted again.");
                continue;
            }

            Noted(change, result);
        }

        return true;
    }

    private bool IsOpen(JournaledChange journaled) => journaled.Status == HardeningChangeStatus.Interrupted
        && journaled.Change is { ResourceType: AccessKeyKind.Type } change
        && change.AccountId == caller.AccountId && change.ResourceId == userName && change.ResourceName == name && change.Undoes is null;

    private static async Task<Dictionary<string, CallEffect>> EffectsAsync(
        AwsSession session, ResourceChange change, KeyKeeper keeper, IdMap ids, CancellationToken cancellationToken)
    {
        if (change.Calls.Any(AccessKeyKind.IsCreation))
        {
            // A key that is in the vault is the one, whether it was used since or not.
            foreach (var key in (await UserKeys.ReadAsync(session, change.ResourceId, cancellationToken)).Where(key => !change.Before.ContainsKey(key.Id)))
            {
                Dictionary<string, string> made = new() { [AccessKeyChanges.NewKey] = key.Id };
                if (await keeper.KeepsAsync(made))
                {
                    return new() { [AccessKeyChanges.CreateCall] = new CallEffect(true, made) };
                }
            }
        }

        var kind = ResourceKinds.Of(change.ResourceType);
        var present = await kind.ReadAsync(session, change, cancellationToken);
        return change.Calls.ToDictionary(call => call.Id, call => kind.Effect(call, present, ids));
    }

    private ChangeResult Noted(ResourceChange change, ChangeResult result)
    {
        if (result.Status is HardeningChangeStatus.Applied)
        {
            _changes.Add(change.Id);
        }

        return result.Error is { } error ? throw new OperationException(error) : result;
    }
}
