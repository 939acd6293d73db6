using System.Threading.Channels;

namespace AwsHardening.Core.Encryption.Message;

/// <summary>What the stages of a pipeline hand on.</summary>
internal interface IBatch : IDisposable
{
    /// <summary>Fills itself from the source.</summary>
    /// <returns>False where nothing comes after it.</returns>
    ValueTask<bool> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Works on what it holds, on any thread.</summary>
    void Work();

    /// <summary>Writes the result; batches are written in the order in which they were read.</summary>
    ValueTask WriteAsync(CancellationToken cancellationToken);
}

/// <summary>Reads, works and writes at the same time, over a bounded number of batches.</summary>
internal sealed class FramePipeline
{
    // What the batches of a message take at most, whatever the number of cores.
    private const long MaxBuffers = 32 << 20;

    private readonly Func<IBatch> _create;
    private readonly int _max;
    private readonly List<IBatch> _batches = [];
    private readonly Channel<IBatch> _free = Channel.CreateUnbounded<IBatch>();
    private readonly Channel<(IBatch Batch, Task Work)> _busy = Channel.CreateUnbounded<(IBatch Batch, Task Work)>();

    private FramePipeline(int cores, long batchSize, Func<IBatch> create)
    {
        _create = create;
        // One is being read, one written, and each core has one to work on and one to go on with.
        _max = (int)Math.Clamp(MaxBuffers / Math.Max(batchSize, 1), 2, (2 * cores) + 2);
    }

    /// <summary>
    /// Runs until the last batch is written. What fails first in the order of the data is what is thrown; everything before it
    /// has been written then, and nothing after it.
    /// </summary>
    /// <param name="cores">How many cores there are to work on.</param>
    /// <param name="batchSize">Bytes that a batch takes.</param>
    /// <param name="create">Makes a batch; as few are made as suffice.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    public static async Task RunAsync(int cores, long batchSize, Func<IBatch> create, CancellationToken cancellationToken)
    {
        var pipeline = new FramePipeline(cores, batchSize, create);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Run(() => pipeline.ReadAsync(stop.Token), CancellationToken.None);
        try
        {
            await pipeline.WriteAsync(stop.Token);
            await reading;
        }
        finally
        {
            stop.Cancel();
            await pipeline.CloseAsync(reading);
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        await foreach (var (batch, work) in _busy.Reader.ReadAllAsync(CancellationToken.None))
        {
            await work;
            await batch.WriteAsync(cancellationToken);
            _free.Writer.TryWrite(batch);
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (var more = true; more;)
            {
                var batch = await NextAsync(cancellationToken);
                more = await batch.ReadAsync(cancellationToken);
                _busy.Writer.TryWrite((batch, Task.Run(batch.Work, CancellationToken.None)));
            }
        }
        finally
        {
            _busy.Writer.TryComplete();
        }
    }

    private ValueTask<IBatch> NextAsync(CancellationToken cancellationToken)
    {
        if (_free.Reader.TryRead(out var batch))
        {
            return ValueTask.FromResult(batch);
        }

        if (_batches.Count == _max)
        {
            return _free.Reader.ReadAsync(cancellationToken);
        }

        _batches.Add(_create());
        return ValueTask.FromResult(_batches[^1]);
    }

    // Buffers are wiped here: nobody may still be at work on them.
    private async Task CloseAsync(Task reading)
    {
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (_busy.Reader.TryRead(out var left))
        {
            await left.Work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _batches.ForEach(batch => batch.Dispose());
    }
}
