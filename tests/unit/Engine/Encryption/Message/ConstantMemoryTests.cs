using System.IO.Pipelines;
using AwsHardening.Core.Encryption.Message;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Encryption.Message;

public sealed class ConstantMemoryTests
{
    private const long MaxHeld = 64 << 20;

    [Fact]
    public async Task Of_a_stream_of_any_size_no_more_than_64_MiB_is_held_between_source_and_destination()
    {
        var length = Environment.GetEnvironmentVariable("AWS_HARDENING_DEEP") is { Length: > 0 } ? 10L << 30 : 256L << 20;
        var token = TestContext.Current.CancellationToken;
        using var materials = Messages.Materials();
        using var source = new Zeros(length);
        using var sink = new Gauge(source);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 4 << 20, resumeWriterThreshold: 2 << 20));
        var writing = Task.Run(
            async () =>
            {
                await using var message = pipe.Writer.AsStream();
                await MessageEncryptor.EncryptAsync(source, message, materials, new EncryptOptions(), token);
            },
            token);

        await MessageDecryptor.DecryptAsync(pipe.Reader.AsStream(), sink, Messages.Find, new DecryptOptions(), token);
        await writing;

        Assert.Equal(length, sink.Written);
        Assert.InRange(sink.MostHeld, 1, MaxHeld);
    }

    private sealed class Zeros(long length) : MemoryStream
    {
        private long _read;

        public long Taken => Interlocked.Read(ref _read);

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var step = (int)Math.Min(length - _read, buffer.Length);
            buffer.Span[..step].Clear();
            Interlocked.Add(ref _read, step);
            return ValueTask.FromResult(step);
        }
    }

    private sealed class Gauge(Zeros source) : MemoryStream
    {
        public long Written { get; private set; }

        public long MostHeld { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            MostHeld = Math.Max(MostHeld, source.Taken - Written);
            Written += buffer.Length;
            return ValueTask.CompletedTask;
        }
    }
}
