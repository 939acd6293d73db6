using AwsHardening.Sandbox;

namespace AwsHardening.UnitTests.Engine.Support;

/// <summary>Lets calls of an operation through once so many of them wait.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly object _lock = new();
    private readonly List<string> _regions = [];
    private int _waiting;

    public Gate(SandboxAccount account, string operation, int wanted) => account.OnArrival = async call =>
    {
        if (call.Operation != operation)
        {
            return;
        }

        lock (_lock)
        {
            _regions.Add(call.Region);
            Most = Math.Max(Most, ++_waiting);
            if (_waiting == wanted)
            {
                _open.TrySetResult();
            }
        }

        await _open.Task;
        lock (_lock)
        {
            _waiting--;
        }
    };

    public int Most { get; private set; }

    public IReadOnlyList<string> Regions
    {
        get
        {
            lock (_lock)
            {
                return [.. _regions];
            }
        }
    }
}
