using System.Collections.Concurrent;
using System.Numerics;
using System.Security.Cryptography;

namespace AwsHardening.Core.Encryption.Message;

/// <summary>Buffers for plaintext and frames: pinned, used again, and wiped before anybody else gets them.</summary>
internal static class SecretPool
{
    private const int MaxKept = 24 << 20;

    private static readonly ConcurrentDictionary<int, ConcurrentBag<byte[]>> s_free = new();
    private static long s_kept;

    /// <summary>A buffer of at least so many bytes; what is in it is undefined.</summary>
    public static byte[] Rent(int length)
    {
        var size = Size(length);
        if (s_free.TryGetValue(size, out var bag) && bag.TryTake(out var buffer))
        {
            Interlocked.Add(ref s_kept, -size);
            return buffer;
        }

        return GC.AllocateUninitializedArray<byte>(size, pinned: true);
    }

    /// <summary>Wipes a buffer and keeps it for the next, unless enough are kept.</summary>
    public static void Return(byte[] buffer)
    {
        CryptographicOperations.ZeroMemory(buffer);
        if (Interlocked.Add(ref s_kept, buffer.Length) > MaxKept)
        {
            Interlocked.Add(ref s_kept, -buffer.Length);
            return;
        }

        s_free.GetOrAdd(buffer.Length, _ => []).Add(buffer);
    }

    // An eighth of a power of two: few sizes, and little that lies idle.
    private static int Size(int length)
    {
        var step = Math.Max(256, (int)(BitOperations.RoundUpToPowerOf2((uint)Math.Max(length, 1)) / 16));
        return checked((int)Math.Min(Array.MaxLength, ((long)length + step - 1) / step * step));
    }
}
