using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Audit;

/// <summary>
/// Takes a log file as it is decompressed. Pushed by <see cref="Stream.CopyToAsync(Stream, int, CancellationToken)"/>, the decompressor
/// gets its input in large pieces, which it does not when it is read from: a tenth less work.
/// </summary>
/// <param name="scan">Finds the records.</param>
/// <param name="take">Takes each event that may be meant.</param>
internal sealed class RecordSink(RecordScan scan, Func<TrailEvent, CancellationToken, ValueTask> take) : WriteOnlyStream
{
    /// <summary>The size of a piece in bytes: small enough to stay in a core's cache.</summary>
    public const int Piece = 1 << 18;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var found in scan.Feed(buffer))
        {
            await take(found, cancellationToken);
        }
    }
}
