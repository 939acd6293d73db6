using AwsHardening.Seam;

namespace AwsHardening.Core.Changes;

/// <content>What is asked about a change after ShouldProcess has agreed to it; -Force leaves it out.</content>
internal sealed partial class ChangeRunner
{
    /// <summary>Asks about what speaks against a change, for the settling of it.</summary>
    /// <param name="change">The change, with its risks.</param>
    /// <param name="question">Where the risks stand, and whether to go on all the same.</param>
    /// <param name="caption">What going on means.</param>
    /// <param name="declined">The error of a change that was declined; true where somebody was asked.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    /// <returns>The change, or null for none.</returns>
    public async Task<ResourceChange?> AskAboutRisksAsync(
        ResourceChange change, (string Before, string After) question, string caption, Func<bool, OperationError> declined,
        CancellationToken cancellationToken)
    {
        if (change.Risks.Count == 0 || Force)
        {
            return change;
        }

        var answer = await _host.ShouldContinueAsync(
            $"{question.Before}: {string.Join("; ", change.Risks)}. {question.After}", caption, cancellationToken);
        if (answer == true)
        {
            return change;
        }

        await _host.WriteErrorAsync(declined(answer is not null), cancellationToken);
        return null;
    }

    // Null where it was agreed to.
    private async Task<ChangeResult?> AskAgainAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        var answer = await _host.ShouldContinueAsync(
            $"{change.Why} No call takes this back. Go on?", "Make a change that cannot be undone", cancellationToken);
        return answer == true ? null
            : ChangeResult.Declined with { Error = answer is null ? ChangeErrors.ConfirmationNeeded(change) : null };
    }
}
