using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Audit;

/// <summary>
/// Turns the account's public access block on, once it is known whom that would cut off: what is public now, or may be, is asked about
/// by name.
/// </summary>
internal sealed class AccountBlockStep(BaselineScene scene, BaselineSteps steps, IOperationHost host)
{
    private const string Service = nameof(AuditBaselineService.BucketPublicAccessBlock);

    public async Task<AuditBaselineItem> RunAsync(Fact<JsonObject> block, CancellationToken cancellationToken)
    {
        var account = scene.Caller.AccountId;
        var header = scene.Header(
            steps.SetId, scene.Home, AccountBlockKind.Type, account, "account", $"Blocks public access to all buckets of account {account}, those of the future too.");
        if (!block.IsKnown)
        {
            return await steps.UnreadAsync(Service, header, block.Reason!, cancellationToken);
        }

        if (AccountBlockPlanner.Plan(header, block.Value) is not { } change)
        {
            return steps.Item(header, Service, "Unchanged", null, null);
        }

        var risks = await RisksAsync(block.Value, cancellationToken);
        foreach (var risk in risks)
        {
            host.WriteWarning($"{risk} The account's public access block ends that.");
        }

        return await steps.MakeAsync(
            Service, header, change with { Risks = risks }, ContentKind.IsThere(block.Value), null, cancellationToken, token => AskAsync(change with { Risks = risks }, token));
    }

    // What blocks what is new cuts nobody off who gets in now.
    private async Task<IReadOnlyList<string>> RisksAsync(JsonObject present, CancellationToken cancellationToken) =>
        AccountBlockKind.IsOn(present, AccountBlockKind.IgnorePublicAcls) && AccountBlockKind.IsOn(present, AccountBlockKind.RestrictPublicBuckets)
            ? [] : await new PublicBuckets(scene.In(scene.Home), scene.Caller.AccountId, scene.Options.ThrottleLimit).ReadAsync(present, cancellationToken);

    private async Task<ResourceChange?> AskAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        if (change.Risks.Count == 0 || scene.Options.Force)
        {
            return change;
        }

        var answer = await host.ShouldContinueAsync(
            $"{string.Join(" ", change.Risks)} Block public access all the same?", "Cut off whoever relies on public buckets", cancellationToken);
        if (answer == true)
        {
            return change;
        }

        await host.WriteErrorAsync(BaselineErrors.PublicBuckets(change, couldAsk: answer is not null), cancellationToken);
        return null;
    }
}
