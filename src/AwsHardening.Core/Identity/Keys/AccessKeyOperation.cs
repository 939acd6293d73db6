using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Identity.Vault;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Keys;

/// <summary>How a key is rotated.</summary>
public sealed record RotationOptions
{
    /// <summary>How long the old key stays inactive before it is deleted: whoever still uses it shows in that time.</summary>
    public TimeSpan WaitBeforeDelete { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Delete the old key without being asked a second time.</summary>
    public bool Force { get; init; }

    /// <summary>Refused with the reason: no call brings the old key back.</summary>
    public TimeSpan? RevertAfter { get; init; }
}

/// <summary>Whose key is made, and how it is kept.</summary>
public sealed record NewKeyOptions
{
    /// <summary>The IAM user, by name.</summary>
    public required string UserName { get; init; }

    /// <summary>The credential's name in the vault; null for the user's.</summary>
    public string? Name { get; init; }

    /// <summary>The MFA device that its sessions need; else null.</summary>
    public string? MfaSerial { get; init; }

    /// <summary>How long after it is made the key is deleted again unless it is confirmed; null to let it stand.</summary>
    public TimeSpan? RevertAfter { get; init; }
}

/// <summary>Makes access keys straight into a vault, and rotates them.</summary>
public static class AccessKeyOperation
{
    /// <summary>Makes an access key; where the vault cannot keep it, it is deleted again.</summary>
    /// <param name="session">The session.</param>
    /// <param name="options">Whose key, and how it is kept.</param>
    /// <param name="vault">The vault.</param>
    /// <param name="host">Asked before the key is made; takes the error.</param>
    /// <param name="cancellationToken">Stops before the key is made.</param>
    /// <returns>The credential; null where none was made.</returns>
    public static Task<VaultCredential?> NewAsync(
        HardeningSession session, NewKeyOptions options, IVaultBackend vault, IOperationHost host, CancellationToken cancellationToken) =>
        GuardAsync($"making an access key of user {options.UserName}", "iam:CreateAccessKey", options.UserName, host, async () =>
        {
            var (name, caller) = await BeginAsync(session, options, cancellationToken);
            var (revert, refusal) = await TimedRevert.PrepareAsync(session, caller.AccountId, options.RevertAfter, host);
            if (refusal is not null)
            {
                throw new OperationException(refusal);
            }

            var aws = AwsSession.Of(session);
            await vault.PrepareAsync(cancellationToken);
            var run = new KeyRun(name, options.UserName, caller, vault, host) { Revert = revert };
            var keeper = run.Keeper(aws, name, options.MfaSerial);
            if (!await run.SettleAsync(aws, keeper, cancellationToken))
            {
                return null;
            }

            if (run.Changes.Count > 0)
            {
                return await RecordAsync(run, aws, cancellationToken);
            }

            var change = await CreationAsync(run, aws, cancellationToken);
            var result = await run.MakeAsync(aws, change, $"Create an access key into credential '{name}'", keeper, settle: null, cancellationToken);
            return result.IsApplied ? await RecordAsync(run, aws, cancellationToken) : null;
        }, cancellationToken);

    /// <summary>
    /// Works out what making a key would change. The plan is for reading: it cannot be applied, because AWS gives the secret out once
    /// and a plan has no place for it.
    /// </summary>
    /// <inheritdoc cref="NewAsync"/>
    /// <returns>The plan; null where nothing could be made.</returns>
    public static Task<HardeningPlan?> PlanNewAsync(
        HardeningSession session, NewKeyOptions options, IVaultBackend vault, IOperationHost host, CancellationToken cancellationToken) =>
        GuardAsync($"planning an access key of user {options.UserName}", "iam:ListAccessKeys", options.UserName, host, async () =>
        {
            var (name, caller) = await BeginAsync(session, options, cancellationToken);
            var run = new KeyRun(name, options.UserName, caller, vault, host);
            var book = new PlanBook();
            book.Add($"Create an access key into credential '{name}'", await CreationAsync(run, AwsSession.Of(session), cancellationToken));
            return await PlanWriter.WriteAsync(session, book, view: null, cancellationToken);
        }, cancellationToken);

    /// <summary>Rotates the key of a credential; run again, it goes on where it stopped.</summary>
    /// <param name="session">The session: of somebody who may, or of the credential itself.</param>
    /// <param name="name">The credential.</param>
    /// <param name="options">How.</param>
    /// <param name="vault">The vault.</param>
    /// <param name="host">Asked before every change; takes the error.</param>
    /// <param name="cancellationToken">Stops before the next step.</param>
    /// <returns>The credential with its new key; null where nothing was done.</returns>
    public static Task<VaultCredential?> UpdateAsync(
        HardeningSession session, string name, RotationOptions options, IVaultBackend vault, IOperationHost host, CancellationToken cancellationToken) =>
        GuardAsync($"rotating the access key of credential '{name}'", "iam:CreateAccessKey", name, host, async () =>
        {
            if (options.RevertAfter is not null)
            {
                throw new OperationException(RevertErrors.NotPossible("a rotation deletes the old key, and no call brings it back", "Leave -RevertAfter out."));
            }

            await vault.PrepareAsync(cancellationToken);
            return await new Rotation(AwsSession.Of(session), name, options, vault, host).RunAsync(cancellationToken);
        }, cancellationToken);

    /// <summary>Works out what rotating a key would change. The plan is for reading, as that of a new key.</summary>
    /// <inheritdoc cref="UpdateAsync"/>
    /// <returns>The plan; null where nothing could be done.</returns>
    public static Task<HardeningPlan?> PlanUpdateAsync(
        HardeningSession session, string name, RotationOptions options, IVaultBackend vault, IOperationHost host, CancellationToken cancellationToken) =>
        GuardAsync($"planning the rotation of credential '{name}'", "iam:ListAccessKeys", name, host, async () =>
        {
            var book = new PlanBook();
            await new Rotation(AwsSession.Of(session), name, options, vault, host).PlanAsync(book, cancellationToken);
            return await PlanWriter.WriteAsync(session, book, view: null, cancellationToken);
        }, cancellationToken);

    private static async Task<(string Name, CallerIdentity Caller)> BeginAsync(
        HardeningSession session, NewKeyOptions options, CancellationToken cancellationToken)
    {
        var name = options.Name ?? options.UserName;
        return VaultNames.IsValid(name)
            ? (name, await CallerIdentityOperation.OnceAsync(session, cancellationToken)) : throw VaultErrors.BadName(name);
    }

    private static async Task<ResourceChange> CreationAsync(KeyRun run, AwsSession session, CancellationToken cancellationToken)
    {
        if ((await run.Vault.ListAsync(cancellationToken)).Any(entry => entry.Name == run.Name))
        {
            throw VaultErrors.Exists(run.Name, run.Vault.Place);
        }

        var keys = await UserKeys.ReadAsync(session, run.UserName, cancellationToken);
        return keys.Count >= UserKeys.Quota ? throw KeyErrors.AtQuota(run.UserName, keys) : AccessKeyChanges.Create(
            run.Header(session, $"Makes an access key of user {run.UserName} and keeps it as credential '{run.Name}' in the vault {run.Vault.Place}."), keys);
    }

    internal static async Task<VaultCredential> RecordAsync(KeyRun run, AwsSession session, CancellationToken cancellationToken)
    {
        var entries = await run.Vault.ListAsync(cancellationToken);
        return VaultRecords.Of(run.Vault, entries.First(entry => entry.Name == run.Name), entries, session.Settings.Time.GetUtcNow()) with
        {
            ChangeId = run.Changes,
        };
    }

    private static async Task<T?> GuardAsync<T>(
        string doing, string iamAction, object target, IOperationHost host, Func<Task<T?>> work, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await work();
        }
        catch (OperationException e)
        {
            await host.WriteErrorAsync(e.Error, cancellationToken);
        }
        catch (UnreadFactException e)
        {
            await host.WriteErrorAsync(AwsErrors.Describe(e, $"reading {e.What}", e.IamAction, target), cancellationToken);
        }
        catch (Exception e) when (AwsErrors.IsFailedCall(e, cancellationToken))
        {
            await host.WriteErrorAsync(AwsErrors.Describe(e, doing, iamAction, target), cancellationToken);
        }

        return null;
    }
}
