using System.Buffers.Binary;
using AwsHardening.Core.Encryption.Message;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Encryption.Message;

public sealed class MessageDamageTests
{
    private const int Frame = 16;

    private static readonly DecryptOptions s_any = new() { Limits = new HeaderLimits { AllowUncommitted = true } };

    // One of each kind; the others differ from them in lengths of keys alone.
    public static TheoryData<int> Suites =>
        Environment.GetEnvironmentVariable("AWS_HARDENING_DEEP") is { Length: > 0 }
            ? [.. AlgorithmSuite.All.Select(suite => (int)suite.Id)] : [0x0478, 0x0578, 0x0178, 0x0214, 0x0078];

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Every_single_bit_flip_is_detected(int id)
    {
        var suite = AlgorithmSuite.Find((ushort)id)!;
        var (text, message) = Sample(suite);
        for (var bit = 0; bit < message.Length * 8; bit++)
        {
            var damaged = (byte[])message.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));

            var (fault, released) = await Messages.FaultAsync(damaged, s_any);

            Assert.True(fault is not null, $"bit {bit} of {message.Length * 8}");
            AssertBeginningOnly(suite, text, released);
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Every_truncation_is_detected_as_one(int id)
    {
        var suite = AlgorithmSuite.Find((ushort)id)!;
        var (text, message) = Sample(suite);
        for (var length = 0; length < message.Length; length++)
        {
            var (fault, released) = await Messages.FaultAsync(message[..length], s_any);

            Assert.Equal((length, MessageFault.Truncated), (length, fault));
            AssertBeginningOnly(suite, text, released);
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task What_follows_the_end_is_detected(int id)
    {
        var (_, message) = Sample(AlgorithmSuite.Find((ushort)id)!);

        Assert.Equal(MessageFault.Extended, (await Messages.FaultAsync([.. message, 0], s_any)).Fault);
        Assert.Equal(MessageFault.Extended, (await Messages.FaultAsync([.. message, .. message], s_any)).Fault);
    }

    [Fact]
    public async Task Exchanged_dropped_and_doubled_frames_are_detected()
    {
        var (_, message) = Sample(AlgorithmSuite.Committing);
        var header = HeaderParser.Parse(message, new HeaderLimits())!.Length;
        const int Whole = Frame + FrameCipher.Overhead;
        var (before, one, two, rest) = (message[..header], message[header..(header + Whole)], message[(header + Whole)..(header + (2 * Whole))],
            message[(header + (2 * Whole))..]);

        Assert.Equal(MessageFault.Reordered, (await Messages.FaultAsync([.. before, .. two, .. one, .. rest])).Fault);
        Assert.Equal(MessageFault.Reordered, (await Messages.FaultAsync([.. before, .. two, .. rest])).Fault);
        Assert.Equal(MessageFault.Reordered, (await Messages.FaultAsync([.. before, .. one, .. one, .. two, .. rest])).Fault);
        BinaryPrimitives.WriteUInt32BigEndian(one, 2);
        BinaryPrimitives.WriteUInt32BigEndian(two, 1);
        Assert.Equal(MessageFault.FrameAltered, (await Messages.FaultAsync([.. before, .. two, .. one, .. rest])).Fault);
    }

    [Fact]
    public async Task Nothing_after_an_altered_frame_is_released_even_when_later_ones_are_ready()
    {
        const int Length = 4 << 10;
        var text = Messages.Text(64 * 1024 * 40);
        var message = Messages.Encrypt(text, Length);
        var header = HeaderParser.Parse(message, new HeaderLimits())!.Length;
        message[header + (200 * (Length + FrameCipher.Overhead)) + 100] ^= 1;

        var (fault, released) = await Messages.FaultAsync(message);

        Assert.Equal(MessageFault.FrameAltered, fault);
        Assert.True(released.Length <= 200 * Length);
        Assert.True(text.AsSpan(0, released.Length).SequenceEqual(released));
    }

    [Fact]
    public async Task The_first_fault_in_the_order_of_the_data_is_the_one_that_is_told()
    {
        var message = Messages.Encrypt(Messages.Text(64 * 1024 * 40), 4 << 10);
        var header = HeaderParser.Parse(message, new HeaderLimits())!.Length;
        message[header + 100] ^= 1;

        Assert.Equal(MessageFault.FrameAltered, (await Messages.FaultAsync(message[..^500])).Fault);
    }

    [Fact]
    public async Task A_message_that_another_key_signed_is_refused()
    {
        var (_, message) = Sample(AlgorithmSuite.CommittingSigned);
        var (_, other) = Sample(AlgorithmSuite.CommittingSigned);
        var footer = 2 + BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(FooterAt(message)));
        var stolen = other[FooterAt(other)..];

        Assert.Equal(MessageFault.SignatureInvalid, (await Messages.FaultAsync([.. message[..^footer], .. stolen])).Fault);
    }

    [Fact]
    public async Task A_wrong_data_key_is_told_apart_from_an_altered_header()
    {
        var message = Messages.Encrypt(Messages.Text(5));
        var wrong = new SecretBytes(new byte[32]);

        var e = await Assert.ThrowsAsync<MessageException>(() => MessageDecryptor.DecryptAsync(
            new MemoryStream(message), Stream.Null, (_, _) => ValueTask.FromResult(wrong), new DecryptOptions(),
            TestContext.Current.CancellationToken));

        Assert.Equal(MessageFault.CommitmentMismatch, e.Fault);
        Assert.Throws<ObjectDisposedException>(() => wrong.Span.Length);
    }

    private static (byte[] Text, byte[] Message) Sample(AlgorithmSuite suite)
    {
        var text = Messages.Text((2 * Frame) + 5);
        return (text, Messages.Encrypt(text, Frame, suite, new Dictionary<string, string> { ["a"] = "b" }));
    }

    private static int FooterAt(byte[] message) =>
        HeaderParser.Parse(message, new HeaderLimits())!.Length + (2 * (Frame + FrameCipher.Overhead)) + 5 + FrameCipher.FinalOverhead;

    private static void AssertBeginningOnly(AlgorithmSuite suite, byte[] text, byte[] released)
    {
        Assert.True(!suite.IsSigned || released.Length == 0);
        Assert.True(text.AsSpan().StartsWith(released));
    }
}
