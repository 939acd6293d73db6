using AwsHardening.Core.Encryption.Message;
using AwsHardening.UnitTests.Engine.Support;
using FsCheck.Fluent;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Encryption.Message;

public sealed class MessageRoundTripTests
{
    private static readonly DecryptOptions s_any = new() { Limits = new HeaderLimits { AllowUncommitted = true } };

    [Fact]
    public async Task Every_suite_reads_what_it_wrote()
    {
        foreach (var suite in AlgorithmSuite.All)
        {
            var text = Messages.Text(100);

            var message = Messages.Encrypt(text, suite: suite, context: Messages.Context);

            Assert.Equal(text, await Messages.DecryptAsync(message, s_any));
        }
    }

    [Fact]
    public async Task Texts_around_every_frame_boundary_come_back_whatever_the_way_they_went()
    {
        foreach (var frame in new[] { 1, 2, 7, 16 })
        {
            for (var length = 0; length <= (3 * frame) + 1; length++)
            {
                var text = Messages.Text(length);
                var message = Messages.Encrypt(text, frame);
                var streamed = await Messages.EncryptStreamAsync(new Messages.Trickle(text, 3), frame);

                Assert.Equal(message.Length, streamed.Length);
                Assert.Equal(text, await Messages.DecryptAsync(message));
                Assert.Equal(text, await Messages.DecryptAsync(new Messages.Trickle(streamed, 5)));
            }
        }
    }

    [Fact]
    public void Any_text_context_suite_and_frame_come_back() => Law.Holds(
        from length in Gen.Choose(0, 5000)
        from frame in Gen.Choose(1, 1200)
        from suite in Gen.Elements<AlgorithmSuite>(AlgorithmSuite.All)
        from pairs in Gen.Choose(0, 5)
        from step in Gen.Choose(1, 4000)
        select (length, frame, suite, pairs, step),
        sample =>
        {
            var text = Messages.Text(sample.length);
            var context = Enumerable.Range(0, sample.pairs).ToDictionary(i => $"näme{i}", i => new string('v', i));
            var message = Messages.Encrypt(text, sample.frame, sample.suite, context);

            var back = Messages.DecryptAsync(new Messages.Trickle(message, sample.step), s_any).GetAwaiter().GetResult();

            Assert.Equal(text, back);
        },
        cases: 60);

    [Theory]
    [InlineData(4 << 10)]
    [InlineData(64 << 10)]
    [InlineData(1 << 20)]
    public async Task Sizes_around_batch_boundaries_come_back(int frame)
    {
        var batch = FrameBatch.Frames(frame) * frame;
        foreach (var length in new[] { batch - 1, batch, batch + 1, (5 * batch) - frame, (5 * batch) + 1 })
        {
            var text = Messages.Text(length);
            foreach (var suite in Messages.Committing)
            {
                var streamed = await Messages.EncryptStreamAsync(new MemoryStream(text), frame, suite);

                AssertSame(text, await Messages.DecryptAsync(streamed));
                AssertSame(text, await Messages.DecryptAsync(Messages.Encrypt(text, frame, suite)));
            }
        }
    }

    [Fact]
    public async Task Frames_too_large_for_batches_come_back()
    {
        var text = Messages.Text((33 << 20) + 5);

        AssertSame(text, await Messages.DecryptAsync(Messages.Encrypt(text, (16 << 20) + 1)));
    }

    [Fact]
    public async Task A_signed_text_too_large_to_be_held_in_memory_comes_back()
    {
        var text = Messages.Text((9 << 20) + 11);

        AssertSame(text, await Messages.DecryptAsync(Messages.Encrypt(text, 64 << 10, AlgorithmSuite.CommittingSigned)));
    }

    private static void AssertSame(byte[] text, byte[] back) => Assert.True(text.AsSpan().SequenceEqual(back));
}
