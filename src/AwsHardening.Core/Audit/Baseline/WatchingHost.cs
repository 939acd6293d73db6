using AwsHardening.Seam;

namespace AwsHardening.Core.Audit;

/// <summary>Passes everything on, and remembers the last error; can be told that the question has been answered already.</summary>
internal sealed class WatchingHost(IOperationHost inner) : IOperationHost
{
    public OperationError? LastError { get; set; }

    /// <summary>True while what is done is a part of something that was agreed to as a whole.</summary>
    public bool IsAgreed { get; set; }

    public bool IsWhatIf => inner.IsWhatIf;

    public ValueTask<bool> ShouldProcessAsync(string target, string action, CancellationToken cancellationToken) =>
        IsAgreed ? ValueTask.FromResult(true) : inner.ShouldProcessAsync(target, action, cancellationToken);

    public ValueTask<bool?> ShouldContinueAsync(string query, string caption, CancellationToken cancellationToken) =>
        inner.ShouldContinueAsync(query, caption, cancellationToken);

    public ValueTask<string?> AskForTextAsync(string prompt, CancellationToken cancellationToken) => inner.AskForTextAsync(prompt, cancellationToken);

    public ValueTask WriteErrorAsync(OperationError error, CancellationToken cancellationToken)
    {
        LastError = error;
        return inner.WriteErrorAsync(error, cancellationToken);
    }

    public void WriteWarning(string message) => inner.WriteWarning(message);

    public void WriteVerbose(string message) => inner.WriteVerbose(message);

    public void WriteProgress(string activity, string status, int percent) => inner.WriteProgress(activity, status, percent);
}
