using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes;

/// <summary>Completes one interrupted change: looks which of its calls had their effect, and makes the others.</summary>
internal sealed class ResumeStep(AwsSession session, string accountId, ChangeRunner runner, IOperationHost host)
{
    /// <summary>Completes a change.</summary>
    /// <returns>The change's id; null when nothing was done.</returns>
    public async Task<string?> RunAsync(JournaledChange journaled, CancellationToken cancellationToken)
    {
        var change = journaled.Change;
        var refusal = change.AccountId != accountId || !session.Reaches(change.Region)
            ? ChangeErrors.Elsewhere(change, accountId, session.Region)
            : journaled.Status != HardeningChangeStatus.Interrupted ? ChangeErrors.NotInterrupted(journaled) : null;
        if (refusal is not null)
        {
            await host.WriteErrorAsync(refusal, cancellationToken);
            return null;
        }

        Dictionary<string, CallEffect> effects;
        try
        {
            var kind = ResourceKinds.Of(change.ResourceType);
            var present = await kind.ReadAsync(session.In(change.Region), change, cancellationToken);
            effects = change.Calls.ToDictionary(call => call.Id, call => kind.Effect(call, present, runner.Ids));
        }
        catch (UnreadFactException e)
        {
            await host.WriteErrorAsync(AwsErrors.Describe(e, $"reading {change.ResourceId}", e.IamAction, change.Id), cancellationToken);
            return null;
        }

        var result = await runner.ResumeAsync(change, effects, cancellationToken);
        if (result.Error is { } error)
        {
            await host.WriteErrorAsync(error, cancellationToken);
        }

        return result.Status is null ? null : change.Id;
    }
}
