using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Vault;

/// <summary>
/// Sessions with MFA of a credential of a vault, kept there for the next shell. They are those that Connect-AwsHardening keeps: whichever
/// asked for the code, the other needs none. A vault that cannot be used now costs a code, not the command.
/// </summary>
/// <param name="key">The credential.</param>
/// <param name="serial">The MFA device.</param>
/// <param name="open">Opens the vault, with the host of the command that needs it.</param>
/// <param name="time">The clock.</param>
internal sealed class KeptMfaSessions(VaultCredentials key, string serial, Func<CancellationToken, Task<IVaultBackend>> open, TimeProvider time)
{
    /// <summary>A session that is still good, which the caller disposes of; null where a code is needed.</summary>
    public async Task<VaultItem?> FindAsync()
    {
        try
        {
            return await new VaultSessions(await open(CancellationToken.None), time).FindAsync(key.Name, Parts(key.AccessKeyId, serial), CancellationToken.None);
        }
        catch (OperationException e)
        {
            CurrentHost.Value?.WriteWarning($"No session of credential '{key.Name}' can be looked for in its vault: {e.Error.Message}");
            return null;
        }
    }

    /// <summary>Keeps what STS answered.</summary>
    /// <param name="answer">The answer.</param>
    public async Task KeepAsync(Amazon.SecurityToken.Model.Credentials answer)
    {
        try
        {
            (await new VaultSessions(await open(CancellationToken.None), time).KeepAsync(key.Name, Parts(key.AccessKeyId, serial), answer)).Dispose();
        }
        catch (OperationException e)
        {
            CurrentHost.Value?.WriteWarning(
                $"The session of credential '{key.Name}' is not kept, and another shell will ask for a code: {e.Error.Message}");
        }
    }

    /// <summary>What a session depends on.</summary>
    /// <param name="accessKeyId">The key: a rotated one has no old sessions.</param>
    /// <param name="serial">The MFA device.</param>
    public static string[] Parts(string accessKeyId, string serial) => [accessKeyId, serial];
}
