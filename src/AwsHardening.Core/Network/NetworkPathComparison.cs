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
    /// <param name="host">Takes errors, and a warning for each change whose effect on flows cannot be worked out.</param>
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

        var after = before;
        foreach (var change in document.Changes.Select(planned => planned.Change))
        {
            if (ResourceKinds.Of(change.ResourceType) is INetworkKind kind)
            {
                after = kind.Apply(after, change);
            }
            else if (change.ResourceType.StartsWith("AWS::EC2::", StringComparison.Ordinal))
            {
                host.WriteWarning($"What the change of {change.ResourceId} ({change.ResourceType}) does to flows was not worked out.");
            }
        }

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
