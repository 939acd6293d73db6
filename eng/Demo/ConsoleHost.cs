using AwsHardening.Seam;

namespace AwsHardening.Demo;

/// <summary>Stands where a cmdlet stands: says yes, or under what-if says no and prints what it was asked.</summary>
/// <param name="whatIf">True to change nothing.</param>
internal sealed class ConsoleHost(bool whatIf = false) : IOperationHost
{
    public bool IsWhatIf => whatIf;

    /// <summary>The failures so far, in order.</summary>
    public List<OperationError> Errors { get; } = [];

    public ValueTask<bool> ShouldProcessAsync(string target, string action, CancellationToken cancellationToken)
    {
        if (whatIf)
        {
            Console.WriteLine($"  What if: {target}: {action}");
        }

        return ValueTask.FromResult(!whatIf);
    }

    public ValueTask<bool?> ShouldContinueAsync(string query, string caption, CancellationToken cancellationToken) =>
        ValueTask.FromResult<bool?>(null);

    public ValueTask WriteErrorAsync(OperationError error, CancellationToken cancellationToken)
    {
        Errors.Add(error);
        return ValueTask.CompletedTask;
    }

    public void WriteWarning(string message) => Console.WriteLine($"  WARNING: {message}");

    public void WriteVerbose(string message)
    {
    }

    public void WriteProgress(string activity, string status, int percent)
    {
    }
}
