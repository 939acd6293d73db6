using System.Runtime.CompilerServices;
using AwsHardening.Core.Account;
using AwsHardening.Core.Network.Analysis;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network;

/// <summary>Finds who stands behind a rule's range.</summary>
public static class SgPeerOperation
{
    /// <summary>Looks behind each rule.</summary>
    /// <param name="session">The session.</param>
    /// <param name="rules">The rules, in order.</param>
    /// <param name="host">Takes errors, one a rule at most.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public static IAsyncEnumerable<SgPeer> FindAsync(
        HardeningSession session, IReadOnlyList<SgRule> rules, IOperationHost host, CancellationToken cancellationToken) =>
        FindAsync(session, [.. rules.Select(rule => rule.RuleId)], rules.DistinctBy(r => r.RuleId).ToDictionary(r => r.RuleId), host,
            cancellationToken);

    /// <summary>Looks behind each rule, by rule id.</summary>
    /// <inheritdoc cref="FindAsync(HardeningSession, IReadOnlyList{SgRule}, IOperationHost, CancellationToken)"/>
    public static IAsyncEnumerable<SgPeer> FindAsync(
        HardeningSession session, IReadOnlyList<string> ruleIds, IOperationHost host, CancellationToken cancellationToken) =>
        FindAsync(session, ruleIds, new Dictionary<string, SgRule>(), host, cancellationToken);

    private static async IAsyncEnumerable<SgPeer> FindAsync(
        HardeningSession session, IReadOnlyList<string> ruleIds, IReadOnlyDictionary<string, SgRule> given, IOperationHost host,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await RuleSelection.ReadAsync(session, ruleIds, given,
            new AccountView(AwsSession.Of(session), cancellationToken), host, cancellationToken) is not { } selection)
        {
            yield break;
        }

        var finder = new PeerFinder(selection.Model);
        foreach (var ((rule, record), index) in selection.Chosen.Select((chosen, index) => (chosen, index)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            host.WriteProgress("Looking behind rules", $"{record.GroupName} {rule.Source}", 100 * index / selection.Chosen.Count);
            foreach (var peer in SgPeerRecords.From(finder.Find(rule), record))
            {
                yield return peer;
            }
        }
    }
}
