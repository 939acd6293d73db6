using AwsHardening.Seam;

namespace AwsHardening.Bench;

/// <summary>Says yes to every change and keeps silent.</summary>
internal sealed class ConsentingHost : IOperationHost
{
    public ValueTask<bool> ShouldProcessAsync(string target, string action, CancellationToken cancellationToken) => ValueTask.FromResult(true);

    public ValueTask<bool?> ShouldContinueAsync(string query, string caption, CancellationToken cancellationToken) =>
        ValueTask.FromResult<bool?>(null);

    public ValueTask WriteErrorAsync(OperationError error, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public void WriteWarning(string message)
    {
    }

    public void WriteVerbose(string message)
    {
    }

    public void WriteProgress(string activity, string status, int percent)
    {
    }
}
