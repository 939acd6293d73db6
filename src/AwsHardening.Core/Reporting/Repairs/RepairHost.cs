using AwsHardening.Seam;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>
/// Who works repairs out speaks through it: what an operation says of its own parameters is said to be those of its command, and how
/// much an operation had against the findings is counted.
/// </summary>
internal sealed class RepairHost(IOperationHost inner) : IOperationHost
{
    private int _errors;

    /// <summary>How many errors there were so far.</summary>
    public int Errors => _errors;

    /// <summary>The repair that is being worked out.</summary>
    public Repair? Working { get; set; }

    public bool IsWhatIf => inner.IsWhatIf;

    public ValueTask<bool> ShouldProcessAsync(string target, string action, CancellationToken cancellationToken) =>
        inner.ShouldProcessAsync(target, action, cancellationToken);

    public ValueTask<bool?> ShouldContinueAsync(string query, string caption, CancellationToken cancellationToken) =>
        inner.ShouldContinueAsync(query, caption, cancellationToken);

    public ValueTask WriteErrorAsync(OperationError error, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _errors);
        return inner.WriteErrorAsync(
            Working?.Command is { } command && error.Action.Contains(" -", StringComparison.Ordinal) && !error.Action.Contains(command, StringComparison.Ordinal)
                ? error with { Action = $"{error.Action} That is for {command}, which does this repair by hand." } : error,
            cancellationToken);
    }

    public void WriteWarning(string message) => inner.WriteWarning(message);

    public void WriteVerbose(string message) => inner.WriteVerbose(message);

    public void WriteProgress(string activity, string status, int percent) => inner.WriteProgress(activity, status, percent);
}
