using System.Management.Automation;
using System.Management.Automation.Host;
using AwsHardening.Seam;

namespace AwsHardening.Pipeline;

/// <summary>Lets the engine speak to a cmdlet's streams and prompts from any thread.</summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="queue">The way to its pipeline thread.</param>
internal sealed class CmdletHost(Cmdlet cmdlet, PipelineQueue queue) : IOperationHost
{
    /// <summary>Writes one object, and waits until downstream has taken it.</summary>
    /// <param name="value">The object; never enumerated.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async ValueTask WriteObjectAsync(object value, CancellationToken cancellationToken) =>
        await queue.InvokeAsync(
            () =>
            {
                cmdlet.WriteObject(value);
                return true;
            },
            cancellationToken);

    /// <inheritdoc />
    public async ValueTask WriteErrorAsync(OperationError error, CancellationToken cancellationToken) =>
        await queue.InvokeAsync(
            () =>
            {
                cmdlet.WriteError(ErrorRecords.From(error));
                return true;
            },
            cancellationToken);

    /// <inheritdoc />
    public async ValueTask<bool> ShouldProcessAsync(string target, string action, CancellationToken cancellationToken) =>
        await queue.InvokeAsync(() => cmdlet.ShouldProcess(target, action), cancellationToken);

    /// <inheritdoc />
    public async ValueTask<bool?> ShouldContinueAsync(string query, string caption, CancellationToken cancellationToken) =>
        await queue.InvokeAsync(() => AskAgain(query, caption), cancellationToken);

    /// <inheritdoc />
    public void WriteWarning(string message) => queue.Post(() => cmdlet.WriteWarning(message));

    /// <inheritdoc />
    public void WriteVerbose(string message) => queue.Post(() => cmdlet.WriteVerbose(message));

    /// <inheritdoc />
    public void WriteProgress(string activity, string status, int percent)
    {
        var record = new ProgressRecord(0, activity, status)
        {
            PercentComplete = Math.Clamp(percent, -1, 100),
            RecordType = percent > 100 ? ProgressRecordType.Completed : ProgressRecordType.Processing,
        };
        queue.Post(() => cmdlet.WriteProgress(record));
    }

    private bool? AskAgain(string query, string caption)
    {
        try
        {
            var yesToAll = false;
            var noToAll = false;

            // A security impact makes No the answer to a bare Enter.
            return cmdlet.ShouldContinue(query, caption, hasSecurityImpact: true, ref yesToAll, ref noToAll);
        }
        catch (PipelineStoppedException)
        {
            throw;
        }
        catch (Exception e) when (e is PSInvalidOperationException or HostException or NotImplementedException)
        {
            return null;
        }
    }
}
