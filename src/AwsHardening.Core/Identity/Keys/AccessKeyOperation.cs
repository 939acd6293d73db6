using AwsHardening.Core.Account;
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
}

/// <summary>Makes access keys straight into a vault, and rotates them.</summary>
public static class AccessKeyOperation
{
    /// <summary>Makes an access key; where the vault cannot keep it, it is deleted again.</summary>
    /// <param name="session">The session.</param>
    /// <param name="userName">The IAM user.</param>
    /// <param name="name">The credential's name in the vault; null for the user's.</param>
    /// <param name="mfaSerial">The MFA device that its sessions need; else null.</param>
    /// <param name="vault">The vault.</param>
    /// <param name="host">Asked before the key is made; takes the error.</param>
    /// <param name="cancellationToken">Stops before the key is made.</param>
    /// <returns>The credential; null where none was made.</returns>
    public static Task<VaultCredential?> NewAsync(
        HardeningSession session, string userName, string? name, string? mfaSerial, IVaultBackend vault, IOperationHost host,
        CancellationToken cancellationToken) =>
        GuardAsync($"making an access key of user {userName}", "iam:CreateAccessKey", userName, host, async () =>
        {
            name ??= userName;
            if (!VaultNames.IsValid(name))
            {
                throw VaultErrors.BadName(name);
            }

            var caller = await CallerIdentityOperation.OnceAsync(session, cancellationToken);
            var aws = AwsSession.Of(session);
            await vault.PrepareAsync(cancellationToken);
            var run = new KeyRun(name, userName, caller, vault, host);
            var keeper = run.Keeper(aws, name, mfaSerial);
            if (!await run.SettleAsync(aws, keeper, cancellationToken))
            {
                return null;
            }

            if (run.Changes.Count > 0)
            {
                return await RecordAsync(run, aws, cancellationToken);
            }

            if ((await vault.ListAsync(cancellationToken)).Any(entry => entry.Name == name))
            {
                throw VaultErrors.Exists(name, vault.Place);
            }

            var keys = await UserKeys.ReadAsync(aws, userName, cancellationToken);
            if (keys.Count >= UserKeys.Quota)
            {
                throw KeyErrors.AtQuota(userName, keys);
            }

            var change = AccessKeyChanges.Create(
                run.Header(aws, $"Makes an access key of user {userName} and keeps it as credential '{name}' in the vault {vault.Place}."), keys);
            var result = await run.MakeAsync(aws, change, $"Create an access key into credential '{name}'", keeper, settle: null, cancellationToken);
            return result.IsApplied ? await RecordAsync(run, aws, cancellationToken) : null;
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
            await vault.PrepareAsync(cancellationToken);
            return await new Rotation(AwsSession.Of(session), name, options, vault, host).RunAsync(cancellationToken);
        }, cancellationToken);

    internal static async Task<VaultCredential> RecordAsync(KeyRun run, AwsSession session, CancellationToken cancellationToken)
    {
        var entries = await run.Vault.ListAsync(cancellationToken);
        return VaultRecords.Of(run.Vault, entries.First(entry => entry.Name == run.Name), entries, session.Settings.Time.GetUtcNow()) with
        {
            ChangeId = run.Changes,
        };
    }

    private static async Task<VaultCredential?> GuardAsync(
        string doing, string iamAction, object target, IOperationHost host, Func<Task<VaultCredential?>> work, CancellationToken cancellationToken)
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
