using System.Runtime.CompilerServices;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Network.Reachability;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network;

/// <summary>Compares who reaches whom before and after a plan.</summary>
public static class NetworkPathComparison
{
    /// <summary>The flows that a plan as a whole takes away or adds, on the network as it is now.</summary>
    /// <param name="session">The session.</param>
    /// <param name="plan">The plan; nothing of it is done.</param>
    /// <param name="host">Takes errors.</param>
    /// <param name="cancellationToken">Stops the calls and the reckoning.</param>
    public static async IAsyncEnumerable<NetworkPathChange> CompareAsync(
        HardeningSession session, HardeningPlan plan, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var document = PlanOperation.Read(plan.Document, plan.PlanId);
        if (await NetworkModelRead.TryAsync(session, new AccountView(AwsSession.Of(session), cancellationToken), host, cancellationToken) is not { } before)
        {
            yield break;
        }

        if ((document.AccountId, document.Region) != (before.AccountId, before.Region))
        {
            await host.WriteErrorAsync(PlanErrors.Elsewhere(document, before.AccountId, before.Region), cancellationToken);
            yield break;
        }

        var changes = document.Changes.Select(planned => (planned.Change, Kind: ResourceKinds.Of(planned.Change.ResourceType) as INetworkKind))
            .Where(pair => pair.Kind is not null).ToList();
        before = changes.Aggregate(before, (model, pair) => pair.Kind!.Found(model, pair.Change));
        var after = changes.Aggregate(before, (model, pair) => pair.Kind!.Apply(model, pair.Change));

        var effect = FlowGuard.Weigh(before, after, [], cancellationToken);
        foreach (var change in effect.Lost.Select(flow => Record(plan, "Lost", flow)).Concat(effect.Gained.Select(flow => Record(plan, "Gained", flow))))
        {
            yield return change;
        }
    }

    private static NetworkPathChange Record(HardeningPlan plan, string effect, HardeningFlow flow) => new()
    {
        PlanId = plan.PlanId,
        Effect = effect,
        Source = flow.Source,
        Destination = flow.Destination,
        Traffic = flow.Traffic,
        Replies = flow.Replies,
        Certain = flow.Certain,
        Unlikely = flow.Unlikely,
    };
}
