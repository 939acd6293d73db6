using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using AwsHardening.Core.Encryption.Message;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Encryption.Message;

/// <summary>The bytes, against the published specification: taken apart here by hand, with nothing of the code under test.</summary>
public sealed class MessageFormatTests
{
    [Fact]
    public void A_version_2_message_has_the_published_fields_in_the_published_order()
    {
        var id = Enumerable.Repeat((byte)0xAB, 32).ToArray();
        using var materials = Messages.Materials(context: new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" });
        var message = MessageEncryptor.Encrypt(
            "0123456789"u8.ToArray(), materials, new EncryptOptions { FrameLength = 4, Random = bytes => id.CopyTo(bytes) });

        var expected = "02" + "0478" + Convert.ToHexString(id) + "000E" + "0002" + "000161000131" + "000162000132"
            + "0001" + "0004" + Hex("test") + "0003000203" + "00020405" + "02" + "00000004";
        Assert.StartsWith(expected, Convert.ToHexString(message), StringComparison.Ordinal);
        var body = expected.Length / 2;
        var (key, commitment) = Derive(Messages.Key(materials.Suite), id, [0x04, 0x78]);
        Assert.Equal(commitment, message[body..(body + 32)]);
        using var aes = new AesGcm(key, 16);
        var rest = message.AsSpan(body + 32);
        aes.Decrypt(new byte[12], [], rest[..16], [], message.AsSpan(0, body + 32));
        rest = rest[16..];
        rest = Frame(aes, id, rest, 1, "0123", final: false);
        rest = Frame(aes, id, rest, 2, "4567", final: false);
        rest = Frame(aes, id, rest, 3, "89", final: true);
        Assert.True(rest.IsEmpty);
    }

    [Fact]
    public void The_commitment_of_nothing_but_zeros_is_the_published_one()
    {
        var (key, commitment) = (new byte[32], new byte[32]);

        KeyDerivation.Derive(AlgorithmSuite.Committing, new byte[32], new byte[32], key, commitment);

        Assert.Equal("433d837f59cb7e9bc6334d154aff831109c6372d98f8b5ac8588bff7efaba651", Convert.ToHexString(commitment).ToLowerInvariant());
        Assert.Equal("a9299dde8c7bafe70878698986e82e6378b94bf2cc29551824681647bae113a3", Convert.ToHexString(key).ToLowerInvariant());
    }

    [Fact]
    public void A_signature_covers_header_and_body_and_stands_in_DER_after_its_length()
    {
        var message = Messages.Encrypt(Messages.Text(20), suite: AlgorithmSuite.CommittingSigned);
        var header = HeaderParser.Parse(message, new HeaderLimits())!;
        var at = header.Length + 16 + 32 + 4 + FrameCipher.FinalOverhead;
        var length = BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(at));
        var point = Convert.FromBase64String(header.Header.Context[EncryptionContext.PublicKey]);
        using var verifier = EllipticCurve.P384.Decompress(point);

        Assert.Equal(message.Length, at + 2 + length);
        Assert.Equal(49, point.Length);
        Assert.True(verifier.VerifyData(message.AsSpan(0, at), message.AsSpan(at + 2), HashAlgorithmName.SHA384, DSASignatureFormat.Rfc3279DerSequence));
    }

    [Fact]
    public void The_context_stands_in_the_order_of_its_names_bytes()
    {
        // UTF-16 would put the surrogates of U+10000 before U+FFFD; UTF-8 does not.
        var bytes = EncryptionContext.Serialize(new Dictionary<string, string> { ["\U00010000"] = "", ["\uFFFD"] = "", ["z"] = "" });

        Assert.Equal("0003" + "00017A0000" + "0003EFBFBD0000" + "0004F09080800000", Convert.ToHexString(bytes));
    }

    [Fact]
    public async Task A_body_of_version_1_that_is_not_framed_is_read()
    {
        foreach (var suite in AlgorithmSuite.All.Where(suite => suite is { Version: 1, IsSigned: false }))
        {
            var text = Messages.Text(3000);

            Assert.Equal(text, await Messages.DecryptAsync(NotFramed(suite, text), new DecryptOptions { Limits = new HeaderLimits { AllowUncommitted = true } }));
        }
    }

    [Fact]
    public async Task Every_truncation_and_bit_flip_of_a_body_that_is_not_framed_is_detected()
    {
        var options = new DecryptOptions { Limits = new HeaderLimits { AllowUncommitted = true } };
        var message = NotFramed(AlgorithmSuite.Find(0x0178)!, Messages.Text(20));
        for (var length = 0; length < message.Length; length++)
        {
            Assert.Equal(MessageFault.Truncated, (await Messages.FaultAsync(message[..length], options)).Fault);
        }

        for (var bit = 0; bit < message.Length * 8; bit++)
        {
            var damaged = (byte[])message.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            var (fault, released) = await Messages.FaultAsync(damaged, options);
            Assert.NotNull(fault);
            Assert.Empty(released);
        }
    }

    [Fact]
    public async Task What_is_no_message_is_refused_with_the_reason()
    {
        // What the workshop's local_aes makes: a nonce of 16 bytes, a tag, a ciphertext.
        var loose = Enumerable.Range(0, 46).Select(i => (byte)(i + 100)).ToArray();

        var workshop = await Assert.ThrowsAsync<MessageException>(() => Messages.DecryptAsync(loose));
        var base64 = await Assert.ThrowsAsync<MessageException>(
            () => Messages.DecryptAsync(Encoding.ASCII.GetBytes(Convert.ToBase64String(Messages.Encrypt([1])))));

        Assert.Equal(MessageFault.NotAMessage, workshop.Fault);
        Assert.Contains("16-byte nonce", workshop.Message, StringComparison.Ordinal);
        Assert.Contains("base64", base64.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suites_without_commitment_need_leave_to_be_read()
    {
        var message = Messages.Encrypt([1, 2, 3], suite: AlgorithmSuite.Find(0x0178));

        Assert.Equal(MessageFault.Uncommitted, (await Messages.FaultAsync(message)).Fault);
    }

    [Fact]
    public async Task Too_many_data_keys_are_refused_before_any_is_tried()
    {
        using var materials = Messages.Materials(keys: 21);
        var message = MessageEncryptor.Encrypt(new byte[] { 1 }, materials, new EncryptOptions());

        Assert.Equal(MessageFault.TooManyDataKeys, (await Messages.FaultAsync(message)).Fault);
        Assert.Equal([1], await Messages.DecryptAsync(message, new DecryptOptions { Limits = new HeaderLimits { MaxDataKeys = 21 } }));
    }

    [Fact]
    public async Task A_context_that_was_asked_for_and_is_not_there_is_refused()
    {
        var message = Messages.Encrypt([1], context: Messages.Context);

        Assert.Equal([1], await Messages.DecryptAsync(message, Requiring("purpose", "test")));
        Assert.Equal(MessageFault.ContextMismatch, (await Messages.FaultAsync(message, Requiring("purpose", "other"))).Fault);
        Assert.Equal(MessageFault.ContextMismatch, (await Messages.FaultAsync(message, Requiring("absent", ""))).Fault);
    }

    private static DecryptOptions Requiring(string name, string value) =>
        new() { RequiredContext = new Dictionary<string, string> { [name] = value } };

    private static string Hex(string text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text));

    // RFC 5869 with HMAC alone: one block is enough for 32 bytes of SHA-512.
    private static (byte[] Key, byte[] Commitment) Derive(byte[] dataKey, byte[] messageId, byte[] suite)
    {
        var prk = HMACSHA512.HashData(messageId, dataKey);
        byte[] derive = [.. suite, .. "DERIVEKEY"u8, 1];
        byte[] commit = [.. "COMMITKEY"u8, 1];
        return (HMACSHA512.HashData(prk, derive)[..32], HMACSHA512.HashData(prk, commit)[..32]);
    }

    private static Span<byte> Frame(AesGcm aes, byte[] id, Span<byte> rest, byte number, string text, bool final)
    {
        byte[] iv = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, number];
        byte[] prefix = final
            ? [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, number, .. iv, 0, 0, 0, (byte)text.Length] : [0, 0, 0, number, .. iv];
        Assert.Equal(prefix, rest[..prefix.Length].ToArray());
        var plain = new byte[text.Length];
        byte[] aad =
        [
            .. id, .. Encoding.UTF8.GetBytes(final ? "AWSKMSEncryptionClient Final Frame" : "AWSKMSEncryptionClient Frame"),
            0, 0, 0, number, 0, 0, 0, 0, 0, 0, 0, (byte)text.Length,
        ];
        aes.Decrypt(iv, rest.Slice(prefix.Length, plain.Length), rest.Slice(prefix.Length + plain.Length, 16), plain, aad);
        Assert.Equal(text, Encoding.UTF8.GetString(plain));
        return rest[(prefix.Length + plain.Length + 16)..];
    }

    // Version 1 without frames, made by hand: nothing here writes it.
    private static byte[] NotFramed(AlgorithmSuite suite, byte[] text)
    {
        var id = Enumerable.Range(0, 16).Select(i => (byte)i).ToArray();
        byte[] header = [1, 0x80, (byte)(suite.Id >> 8), (byte)suite.Id, .. id, 0, 0, 0, 1, 0, 1, 65, 0, 1, 66, 0, 1, 67, 1, 0, 0, 0, 0, 12, 0, 0, 0, 0];
        var key = Messages.Key(suite);
        if (suite.Kdf is { } hash)
        {
            key = HKDF.DeriveKey(hash, key, suite.KeyLength, [], [(byte)(suite.Id >> 8), (byte)suite.Id, .. id]);
        }

        using var aes = new AesGcm(key, 16);
        var (headerTag, tag, sealedText, length) = (new byte[16], new byte[16], new byte[text.Length], new byte[8]);
        aes.Encrypt(new byte[12].AsSpan(), [], [], headerTag, header);
        BinaryPrimitives.WriteInt64BigEndian(length, text.Length);
        byte[] iv = [9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9];
        byte[] aad = [.. id, .. "AWSKMSEncryptionClient Single Block"u8, 0, 0, 0, 1, .. length];
        aes.Encrypt(iv, text, sealedText, tag, aad);
        return [.. header, .. new byte[12], .. headerTag, .. iv, .. length, .. sealedText, .. tag];
    }
}
