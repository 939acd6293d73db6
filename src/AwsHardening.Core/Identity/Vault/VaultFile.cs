using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Encryption.Message;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Vault;

/// <summary>A vault in a file of its own: every item encrypted under the vault's key, which a protection keeps.</summary>
/// <param name="path">The file; made with the first item.</param>
/// <param name="protection">Keeps the key.</param>
/// <param name="unlocked">Keys that were opened before.</param>
/// <param name="time">The clock.</param>
/// <param name="mustProve">True where a passphrase was said: it has to be the right one, even while the key is known.</param>
internal sealed class VaultFile(string path, IKeyProtection protection, UnlockedVaults unlocked, TimeProvider time, bool mustProve = false) : IVaultBackend
{
    private bool _proven = !mustProve;

    public string Kind => protection.Kind;

    public string Place => path;

    public async ValueTask PrepareAsync(CancellationToken cancellationToken)
    {
        // Written and read back: an unwritable folder or a forgotten passphrase shows now.
        using var writing = await HoldAsync(cancellationToken);
        var document = Load();
        if (document is null)
        {
            (document, var key) = await NewAsync(cancellationToken);
            key.Dispose();
        }
        else
        {
            (await UnlockAsync(document, cancellationToken)).Dispose();
        }

        Store(document);
    }

    public ValueTask<IReadOnlyList<VaultEntry>> ListAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<VaultEntry>>([.. (Load()?.Items ?? []).Select(item => new VaultEntry(item.Name, item.Facts))]);

    public async ValueTask<VaultItem?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (Load() is not { } document || document.Find(name) is not { } item)
        {
            return null;
        }

        using var key = await UnlockAsync(document, cancellationToken);
        using var bytes = Cipher.Open(key, item.Content, document.Bond(name, item.Facts))
            ?? throw VaultErrors.Damaged(path, $"what stands there of '{name}' was not written together");
        return ItemBytes.Read(new VaultEntry(name, item.Facts), bytes.Span);
    }

    public async ValueTask<bool> WriteAsync(VaultItem item, bool overwrite, CancellationToken cancellationToken)
    {
        using var writing = await HoldAsync(cancellationToken);
        var document = Load();
        if (document?.Find(item.Entry.Name) is not null && !overwrite)
        {
            return false;
        }

        SecretBytes key;
        if (document is null)
        {
            (document, key) = await NewAsync(cancellationToken);
        }
        else
        {
            key = await UnlockAsync(document, cancellationToken);
        }

        using (key)
        using (var bytes = ItemBytes.Write(item))
        {
            var facts = new SortedDictionary<string, string>(item.Entry.Facts.ToDictionary(), StringComparer.Ordinal);
            Store(document.With(new SealedItem(item.Entry.Name, facts, Cipher.Seal(key, bytes.Span, document.Bond(item.Entry.Name, facts)))));
        }

        return true;
    }

    public async ValueTask<bool> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        using var writing = await HoldAsync(cancellationToken);
        if (Load() is not { } document || document.Find(name) is null)
        {
            return false;
        }

        Store(document.Without(name));
        return true;
    }

    private async Task<(VaultDocument Document, SecretBytes Key)> NewAsync(CancellationToken cancellationToken)
    {
        var key = new SecretBytes(Cipher.KeyLength);
        RandomNumberGenerator.Fill(key.Span);
        var document = new VaultDocument(await protection.ProtectAsync(key, path, cancellationToken), []);
        unlocked.Keep(path, KeyId(document.Key), key);
        _proven = true;
        return (document, key);
    }

    private async Task<SecretBytes> UnlockAsync(VaultDocument document, CancellationToken cancellationToken)
    {
        var id = KeyId(document.Key);
        if (_proven && unlocked.Find(path, id) is { } known)
        {
            return known;
        }

        var key = await protection.UnprotectAsync(document.Key, path, cancellationToken);
        unlocked.Keep(path, id, key);
        _proven = true;
        return key;
    }

    private static string KeyId(JsonObject protection) => CanonicalJson.Sha256(protection);

    private VaultDocument? Load()
    {
        try
        {
            return VaultDocument.Parse(File.ReadAllBytes(path), path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw VaultErrors.NotReadable(path, e);
        }
    }

    private void Store(VaultDocument document)
    {
        try
        {
            OwnFile.Replace(path, document.ToBytes());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw VaultErrors.NotWritable(path, e);
        }
    }

    private async Task<FileStream> HoldAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await OwnFile.LockAsync(path, time, cancellationToken);
        }
        catch (IOException e)
        {
            throw VaultErrors.Busy(path, e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw VaultErrors.NotWritable(path, e);
        }
    }
}
