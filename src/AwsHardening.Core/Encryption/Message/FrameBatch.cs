using System.Buffers.Binary;

namespace AwsHardening.Core.Encryption.Message;

/// <summary>Neighbouring frames, which one thread works on in a go.</summary>
internal static class FrameBatch
{
    private const int TargetLength = 256 << 10;
    private const int LongestInMemory = 4 << 20;

    // So many batches a core: the last one to finish keeps the others waiting for little.
    private const int ShareOfCore = 4;

    /// <summary>Frames in a batch: enough that handing it over costs nothing beside it.</summary>
    public static int Frames(long frameLength) => Frames(frameLength, TargetLength);

    /// <summary>Frames in a batch of a text that is in memory as a whole: a core that stays with its part of memory for longer is faster.</summary>
    public static int Frames(long frameLength, long textLength, int cores) =>
        Frames(frameLength, Math.Clamp(textLength / cores / ShareOfCore, TargetLength, LongestInMemory));

    private static int Frames(long frameLength, long batchLength) => (int)Math.Max(1, batchLength / frameLength);

    /// <summary>Encrypts plaintext into frames.</summary>
    /// <param name="cipher">The cipher.</param>
    /// <param name="first">The sequence number of the first frame.</param>
    /// <param name="frameLength">Bytes of plaintext in a frame.</param>
    /// <param name="isLast">Whether the last of the frames is the message's final one; else the plaintext is whole frames.</param>
    /// <param name="plaintext">The plaintext.</param>
    /// <param name="frames">Takes the frames.</param>
    /// <returns>The bytes written.</returns>
    public static int Encrypt(
        FrameCipher cipher, uint first, int frameLength, bool isLast, ReadOnlySpan<byte> plaintext, Span<byte> frames)
    {
        var (sequence, written) = (first, 0);
        // A text of whole frames ends with a whole final frame, an empty one with an empty frame.
        while (isLast ? plaintext.Length > frameLength : !plaintext.IsEmpty)
        {
            cipher.EncryptRegular(sequence++, plaintext[..frameLength], frames[written..]);
            plaintext = plaintext[frameLength..];
            written += frameLength + FrameCipher.Overhead;
        }

        if (isLast)
        {
            cipher.EncryptFinal(sequence, plaintext, frames[written..]);
            written += plaintext.Length + FrameCipher.FinalOverhead;
        }

        return written;
    }

    /// <summary>Decrypts what <see cref="Encrypt"/> writes.</summary>
    /// <returns>The bytes of plaintext.</returns>
    /// <exception cref="MessageException">A frame was altered; nothing of the plaintext may be used.</exception>
    public static int Decrypt(
        FrameCipher cipher, uint first, int frameLength, bool isLast, ReadOnlySpan<byte> frames, Span<byte> plaintext)
    {
        var (sequence, read) = (first, 0);
        var regular = frameLength + FrameCipher.Overhead;
        while (isLast ? BinaryPrimitives.ReadUInt32BigEndian(frames) != FrameCipher.EndMark : !frames.IsEmpty)
        {
            cipher.DecryptRegular(sequence++, frames[..regular], plaintext.Slice(read, frameLength));
            frames = frames[regular..];
            read += frameLength;
        }

        if (isLast)
        {
            var length = frames.Length - FrameCipher.FinalOverhead;
            cipher.DecryptFinal(sequence, frames, plaintext.Slice(read, length));
            read += length;
        }

        return read;
    }
}
