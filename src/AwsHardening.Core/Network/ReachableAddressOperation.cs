using System.Runtime.CompilerServices;
using AwsHardening.Core.Account;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network;

/// <summary>Lists the addresses that truly reach something, or that it truly reaches.</summary>
public static class ReachableAddressOperation
{
    /// <summary>Lists them: one record an address and id, outside one a range.</summary>
    /// <param name="session">The session.</param>
    /// <param name="query">Whose.</param>
    /// <param name="host">Takes an error for each id that nothing has.</param>
    /// <param name="cancellationToken">Stops the calls and the reckoning.</param>
    public static async IAsyncEnumerable<ReachableAddress> FindAsync(
        HardeningSession session, ReachableAddressQuery query, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await NetworkModelRead.TryAsync(session, new AccountView(AwsSession.Of(session), cancellationToken), host, cancellationToken) is not { } model)
        {
            yield break;
        }

        var engine = new ReachabilityEngine(model);
        var rules = model.Groups.Keys.SelectMany(group => model.Rules(group, RuleDirection.Ingress).Concat(model.Rules(group, RuleDirection.Egress)))
            .ToDictionary(rule => rule.Id);
        var search = new AddressSearch(engine);
        foreach (var id in query.Id.Distinct())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rule = rules.GetValueOrDefault(id);
            if ((rule is null ? EndSelection.Find(engine, id) : EndSelection.Find(engine, rule.GroupId)) is not { } ends)
            {
                await host.WriteErrorAsync(
                    id.StartsWith("sgr-", StringComparison.Ordinal) ? NetworkErrors.RuleNotFound(id) : NetworkPathErrors.EndNotFound(id), cancellationToken);
                continue;
            }

            foreach (var address in search.Find(id, ends, rule?.Direction ?? query.Direction, rule))
            {
                yield return address;
            }
        }
    }
}
