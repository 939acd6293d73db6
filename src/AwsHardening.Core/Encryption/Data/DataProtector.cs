using AwsHardening.Core.Account;
using AwsHardening.Core.Encryption.Keys;
using AwsHardening.Core.Encryption.Message;
using AwsHardening.Core.Encryption.Store;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Encryption.Data;

/// <summary>Protects and unprotects data with the keys that a command was given.</summary>
internal sealed class DataProtector : IDisposable
{
    private readonly ProtectionOptions _options;
    private readonly KmsCalls? _kms;
    private readonly AwsSession? _session;
    private readonly HardeningSession? _handle;
    private readonly RawAesKeys? _raw;
    private DataKeyFinder? _finder;

    public DataProtector(HardeningSession? session, ProtectionOptions options)
    {
        _options = options;
        if (options.RawKey is { } raw)
        {
            if (options.KeyNamespace == EncryptedDataKey.Kms)
            {
                throw new OperationException(new(
                    "KeyNamespaceReserved", OperationErrorCategory.InvalidArgument, "The namespace aws-kms belongs to KMS.",
                    "Say another -KeyNamespace.", options.KeyNamespace));
            }

            _raw = new RawAesKeys(raw, options.KeyNamespace, options.KeyName);
            return;
        }

        _handle = session!;
        _session = AwsSession.Of(session!);
        _kms = new KmsCalls(_session);
    }

    private AlgorithmSuite Suite => _options.Sign ? AlgorithmSuite.CommittingSigned : AlgorithmSuite.Committing;

    private DataKeyCache? Cache => _options.UseCache ? _session?.DataKeys : null;

    /// <summary>Protects memory.</summary>
    public async Task<(byte[] Message, string KeyId)> ProtectAsync(ReadOnlyMemory<byte> plaintext, CancellationToken cancellationToken)
    {
        using var materials = await MaterialsAsync(plaintext.Length, cancellationToken);
        return (MessageEncryptor.Encrypt(plaintext, materials, Encrypting), KeyId(materials));
    }

    /// <summary>Protects a stream.</summary>
    public async Task ProtectAsync(Stream plaintext, Stream message, CancellationToken cancellationToken)
    {
        using var materials = await MaterialsAsync(plaintext.CanSeek ? plaintext.Length : 0, cancellationToken);
        await MessageEncryptor.EncryptAsync(plaintext, message, materials, Encrypting, cancellationToken);
    }

    /// <summary>Unprotects a stream.</summary>
    /// <param name="message">The message.</param>
    /// <param name="plaintext">Takes the plaintext.</param>
    /// <param name="isStaged">Whether what was written is thrown away where reading fails.</param>
    /// <param name="cancellationToken">Stops between frames.</param>
    public async Task UnprotectAsync(Stream message, Stream plaintext, bool isStaged, CancellationToken cancellationToken)
    {
        _finder ??= await FinderAsync(cancellationToken);
        await MessageDecryptor.DecryptAsync(
            message, plaintext, _finder.FindAsync,
            new DecryptOptions
            {
                Limits = new HeaderLimits { AllowUncommitted = _options.AllowUncommitted, MaxDataKeys = _options.MaxDataKeys },
                RequiredContext = _options.Context,
                DestinationIsStaged = isStaged,
            },
            cancellationToken);
    }

    /// <summary>Unprotects memory; the result is the caller's to wipe.</summary>
    public async Task<byte[]> UnprotectAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        using var source = new MemoryStream(message.ToArray(), writable: false);
        using var plaintext = new MemoryStream(message.Length);
        try
        {
            await UnprotectAsync(source, plaintext, isStaged: true, cancellationToken);
            return plaintext.ToArray();
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(plaintext.GetBuffer());
        }
    }

    public void Dispose()
    {
        _kms?.Dispose();
        _options.RawKey?.Dispose();
    }

    private EncryptOptions Encrypting => new() { FrameLength = _options.FrameLength };

    private Task<EncryptionMaterials> MaterialsAsync(long length, CancellationToken cancellationToken)
    {
        if (_options.Context.Keys.FirstOrDefault(name => name.StartsWith(EncryptionContext.ReservedPrefix, StringComparison.Ordinal)) is { } reserved)
        {
            throw new OperationException(new(
                "EncryptionContextReserved", OperationErrorCategory.InvalidArgument,
                $"The name {reserved} is the message format's own.", $"Use names that do not begin with {EncryptionContext.ReservedPrefix}.", reserved));
        }

        IEncryptionKeys keys = (IEncryptionKeys?)_raw ?? (_options.DataKeyId is { } id
            ? new StoredEncryptionKeys(_kms!, new DataKeyStoreReader(_session!, _options.TableName), id, _options.WrapAfresh, Cache)
            : new KmsEncryptionKeys(_kms!, _options.KmsKeyIds, Cache));
        return keys.GetAsync(Suite, _options.Context, length, cancellationToken);
    }

    private async Task<DataKeyFinder> FinderAsync(CancellationToken cancellationToken)
    {
        if (_raw is not null)
        {
            return new DataKeyFinder([_raw]);
        }

        var filter = new KmsDecryptionFilter
        {
            KeyIds = _options.KmsKeyIds,
            Region = _session!.Region,
            AccountIds = _options.KmsKeyIds.Count > 0 ? [] : _options.DiscoveryAccountIds
                ?? [(await CallerIdentityOperation.OnceAsync(_handle!, cancellationToken)).AccountId],
        };
        var store = new DataKeyStoreReader(_session, _options.TableName);
        return new DataKeyFinder([new KmsDecryptionKeys(_kms!, filter, Cache), new StoredDecryptionKeys(_kms!, store, filter, Cache)]);
    }

    // What a record keeps beside what was encrypted: where the key of it is.
    private static string KeyId(EncryptionMaterials materials) =>
        materials.Context.TryGetValue(DataKeyContext.Id, out var id) && materials.Context.TryGetValue(DataKeyContext.Version, out var version)
            ? $"{id}#{version}" : ProtectedDataReader.Name(materials.DataKeys[0]);
}
