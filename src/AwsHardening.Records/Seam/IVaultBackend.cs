namespace AwsHardening.Seam;

/// <summary>
/// Somewhere that keeps credentials: an encrypted file, Windows' data protection, a vault that the user registered with
/// Microsoft.PowerShell.SecretManagement. Stands here, not in the engine, because the last of these can only be reached by a cmdlet.
/// </summary>
public interface IVaultBackend
{
    /// <summary>What keeps them: <c>File</c>, <c>Dpapi</c> or <c>SecretManagement</c>.</summary>
    string Kind { get; }

    /// <summary>Where: a file's path, or the name under which a vault was registered.</summary>
    string Place { get; }

    /// <summary>Sees to it that the vault can be read and written, asking for what that takes: nothing may be made that it could not keep.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask PrepareAsync(CancellationToken cancellationToken);

    /// <summary>What is kept, without any secret, by name.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    ValueTask<IReadOnlyList<VaultEntry>> ListAsync(CancellationToken cancellationToken);

    /// <summary>One item with its secret, which the caller disposes of; null where there is none.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    ValueTask<VaultItem?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Keeps an item: whole or not at all.</summary>
    /// <param name="item">The item; it stays the caller's.</param>
    /// <param name="overwrite">False to refuse where there is one of that name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False where there is one of that name and it may not be replaced.</returns>
    ValueTask<bool> WriteAsync(VaultItem item, bool overwrite, CancellationToken cancellationToken);

    /// <summary>Removes an item.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False where there is none.</returns>
    ValueTask<bool> RemoveAsync(string name, CancellationToken cancellationToken);
}
