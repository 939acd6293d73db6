using System.Security;

namespace AwsHardening.Seam;

/// <summary>
/// What an operation of the engine may ask of whoever runs it: a cmdlet, the demo, a test. Every member may be called
/// from any thread; a cmdlet queues it to the pipeline thread. Stands here, not in the engine, because a cmdlet-side
/// type must not implement a type of the private load context.
/// </summary>
public interface IOperationHost
{
    /// <summary>True once a change was declined because only a plan is wanted (-WhatIf), not because somebody said no.</summary>
    bool IsWhatIf => false;

    /// <summary>Asks whether one change may be made (ShouldProcess). Always asked before <see cref="ShouldContinueAsync"/>.</summary>
    /// <param name="target">The resource, such as <c>sg-0123 (Web) in us-east-1</c>.</param>
    /// <param name="action">What will be done to it.</param>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    /// <returns>False under -WhatIf or when the user said no.</returns>
    ValueTask<bool> ShouldProcessAsync(string target, string action, CancellationToken cancellationToken);

    /// <summary>Asks a second time, about a risk that -Force waves through (ShouldContinue).</summary>
    /// <param name="query">The risk, as a question.</param>
    /// <param name="caption">A short title.</param>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    /// <returns>The answer; null where nobody can be asked, which counts as no.</returns>
    ValueTask<bool?> ShouldContinueAsync(string query, string caption, CancellationToken cancellationToken);

    /// <summary>Asks for a text to be typed, where a yes is too easily given.</summary>
    /// <param name="prompt">What is to be typed, and why.</param>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    /// <returns>What was typed; null where nobody can be asked.</returns>
    ValueTask<string?> AskForTextAsync(string prompt, CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);

    /// <summary>Asks for a secret to be typed: it is not shown, and stands in no transcript.</summary>
    /// <param name="prompt">What is to be typed.</param>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    /// <returns>What was typed, which the caller disposes of; null where nobody can be asked.</returns>
    ValueTask<SecureString?> AskForSecretAsync(string prompt, CancellationToken cancellationToken) => ValueTask.FromResult<SecureString?>(null);

    /// <summary>Reports that one item failed; the others go on.</summary>
    /// <param name="error">The failure.</param>
    /// <param name="cancellationToken">Stops waiting for the reader.</param>
    ValueTask WriteErrorAsync(OperationError error, CancellationToken cancellationToken);

    /// <summary>Writes a warning.</summary>
    /// <param name="message">The text.</param>
    void WriteWarning(string message);

    /// <summary>Writes a line for -Verbose.</summary>
    /// <param name="message">The text.</param>
    void WriteVerbose(string message);

    /// <summary>Writes a line that sums up what was done, for whoever looks on; nothing that a script needs.</summary>
    /// <param name="message">The text.</param>
    void WriteSummary(string message)
    {
    }

    /// <summary>Shows progress of long work.</summary>
    /// <param name="activity">What is being done.</param>
    /// <param name="status">Where it stands.</param>
    /// <param name="percent">0 to 100, or -1 when unknown; 101 or more ends the bar.</param>
    void WriteProgress(string activity, string status, int percent);
}
