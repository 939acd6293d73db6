using System.Collections.Concurrent;
using AwsHardening.Seam;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>
/// Who works repairs out speaks through it: what an operation says of its own parameters is said to be those of its command, and what
/// its errors are about is kept.
/// </summary>
internal sealed class RepairHost(IOperationHost inner) : IOperationHost
{
    private readonly ConcurrentQueue<object?> _targets = [];

    /// <summary>What the errors were about, so far.</summary>
    public IReadOnlyCollection<object?> Targets => _targets;

    /// <summary>The repair that is being worked out.</summary>
    public Repair? Working { get; set; }

    public bool IsWhatIf => inner.IsWhatIf;

    public ValueTask<bool> ShouldProcessAsync(string target, string action, CancellationToken cancellationToken) =>
        inner.ShouldProcessAsync(target, action, cancellationToken);

    public ValueTask<bool?> ShouldContinueAsync(string query, string caption, CancellationToken cancellationToken) =>
        inner.ShouldContinueAsync(query, caption, cancellationToken);

    public ValueTask WriteErrorAsync(OperationError error, CancellationToken cancellationToken)
    {
        _targets.Enqueue(error.Target);
        return inner.WriteErrorAsync(
            Working?.Command is { } command && error.Action.Contains(" -", StringComparison.Ordinal) && !error.Action.Contains(command, StringComparison.Ordinal)
                ? error with { Action = $"{error.Action} That is for {command}, which does this repair by hand." } : error,
            cancellationToken);
    }

    public void WriteWarning(string message) => inner.WriteWarning(message);

    public void WriteVerbose(string message) => inner.WriteVerbose(message);

    /// <summary>What an operation sums up it has not done yet: it is only worked out.</summary>
    public void WriteSummary(string message)
    {
        if (Working is null)
        {
            inner.WriteSummary(message);
        }
    }

    public void WriteProgress(string activity, string status, int percent) => inner.WriteProgress(activity, status, percent);
}
