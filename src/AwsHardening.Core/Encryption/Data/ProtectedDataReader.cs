using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using AwsHardening.Core.Encryption.Message;
using AwsHardening.Core.Encryption.Store;

namespace AwsHardening.Core.Encryption.Data;

/// <summary>Reads what a message says of itself, without a key.</summary>
internal static class ProtectedDataReader
{
    /// <summary>Reads a header. Nothing of it is authenticated.</summary>
    /// <exception cref="MessageException">It is none.</exception>
    public static async Task<ProtectedDataInfo> ReadAsync(Stream message, string? path, CancellationToken cancellationToken)
    {
        using var source = new MessageSource(message);
        var limits = new HeaderLimits { AllowUncommitted = true, MaxDataKeys = ushort.MaxValue };
        var parsed = await source.ReadHeaderAsync(limits, cancellationToken);
        var header = parsed.Header;
        return new ProtectedDataInfo
        {
            Path = path,
            FormatVersion = header.Suite.Version,
            AlgorithmSuite = header.Suite.Name,
            KeyCommitment = header.Suite.Commits,
            Signed = header.Suite.IsSigned,
            MessageId = Convert.ToHexString(header.MessageId).ToLowerInvariant(),
            EncryptionContext = header.Context,
            DataKeys = [.. header.DataKeys.Select(key => new ProtectedDataKey { Provider = key.ProviderId, Key = Name(key) })],
            DataKeyId = header.Context.GetValueOrDefault(DataKeyContext.Id),
            DataKeyVersion = int.TryParse(header.Context.GetValueOrDefault(DataKeyContext.Version), CultureInfo.InvariantCulture, out var version) ? version : null,
            FrameLength = header.FrameLength,
            HeaderLength = parsed.Length,
        };
    }

    /// <summary>What a data key's provider calls the key that encrypted it.</summary>
    public static string Name(EncryptedDataKey key)
    {
        var info = key.ProviderInfo.AsSpan();
        // A raw AES key's name is followed by tag length, IV length and IV.
        var tail = 8 + AlgorithmSuite.IvLength;
        if (key.ProviderId != EncryptedDataKey.Kms && info.Length >= tail
            && BinaryPrimitives.ReadUInt32BigEndian(info[^(AlgorithmSuite.IvLength + 4)..]) == AlgorithmSuite.IvLength)
        {
            info = info[..^tail];
        }

        return Encoding.UTF8.GetString(info);
    }
}
