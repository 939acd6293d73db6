using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Makes what was worked out. What fails stops what relies on it, and nothing else.</summary>
internal sealed class RepairRun(RepairScene scene, ChangeRunner runner, IOperationHost host)
{
    private static readonly IReadOnlyDictionary<string, string> s_none = new Dictionary<string, string>();

    private readonly List<ResourceChange> _before = [];

    /// <summary>The journaled changes.</summary>
    public async IAsyncEnumerable<HardeningChange> MakeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var step in scene.Steps)
        {
            List<ResourceChange> missing = [];
            foreach (var planned in step.Changes)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var change = planned.Change with { SetId = runner.SetId };
                if (missing.Find(earlier => step.Repair.LeansOn(change, earlier)) is { } lacking)
                {
                    missing.Add(change);
                    await host.WriteErrorAsync(RepairErrors.Depends(change, lacking), cancellationToken);
                    continue;
                }

                var (known, refusal) = await LookAsync(change, cancellationToken);
                var result = refusal is not null ? ChangeResult.Declined with { Error = refusal } : await runner.RunAsync(
                    change, planned.Action, token => runner.AskAboutRisksAsync(
                        change, ($"{change.ResourceId} ({change.ResourceName})", "Make the change all the same?"), "Make a change that may cut somebody off, or cost money",
                        couldAsk => RepairErrors.Declined(change, couldAsk), token),
                    known, cancellationToken);
                _before.Add(change);
                if (result.Error is { } error)
                {
                    await host.WriteErrorAsync(error, cancellationToken);
                }

                if (!result.IsApplied && !host.IsWhatIf)
                {
                    missing.Add(change);
                }

                if (result.Status is not null)
                {
                    yield return runner.RecordOf(change.Id);
                }
            }
        }
    }

    // A change of a resource that an earlier one was of was worked out on what that leaves: now it can be seen whether it did.
    private async Task<(IReadOnlyDictionary<string, string> Known, OperationError? Refusal)> LookAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        if (host.IsWhatIf || !Foresight.IsStacked(_before, change))
        {
            return (s_none, null);
        }

        var kind = ResourceKinds.Of(change.ResourceType);
        JsonObject present;
        try
        {
            present = await kind.ReadAsync(scene.Aws.In(change.Region), change, cancellationToken);
        }
        catch (UnreadFactException e)
        {
            return (s_none, AwsErrors.Describe(e, $"reading {e.What}", e.IamAction, change.ResourceId));
        }

        var differences = kind.DriftBefore(change, present, runner.Ids);
        return differences.Count > 0 ? (s_none, RepairErrors.Drifted(change, differences)) : (kind.PresentIds(change.Before, present), null);
    }
}
