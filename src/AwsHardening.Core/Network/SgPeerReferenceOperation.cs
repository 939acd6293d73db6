using System.Runtime.CompilerServices;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network;

/// <summary>Replaces ranges by references to the groups behind them.</summary>
public static class SgPeerReferenceOperation
{
    /// <summary>Replaces the range of each rule, or reports why it stays. Works by group and direction: add, then revoke.</summary>
    /// <param name="session">The session.</param>
    /// <param name="rules">The rules, in order.</param>
    /// <param name="options">How.</param>
    /// <param name="host">Asked before every change; takes one error a rule at most.</param>
    /// <param name="cancellationToken">Stops before the next change, never between adding and revoking.</param>
    public static IAsyncEnumerable<SgPeerReference> SetAsync(
        HardeningSession session, IReadOnlyList<SgRule> rules, SgPeerReferenceOptions options, IOperationHost host,
        CancellationToken cancellationToken) =>
        SetAsync(session, [.. rules.Select(rule => rule.RuleId)], rules.DistinctBy(r => r.RuleId).ToDictionary(r => r.RuleId),
            options, host, new AccountView(AwsSession.Of(session), cancellationToken), book: null, cancellationToken);

    /// <summary>The same, by rule id.</summary>
    /// <inheritdoc cref="SetAsync(HardeningSession, IReadOnlyList{SgRule}, SgPeerReferenceOptions, IOperationHost, CancellationToken)"/>
    public static IAsyncEnumerable<SgPeerReference> SetAsync(
        HardeningSession session, IReadOnlyList<string> ruleIds, SgPeerReferenceOptions options, IOperationHost host,
        CancellationToken cancellationToken) =>
        SetAsync(session, ruleIds, new Dictionary<string, SgRule>(), options, host,
            new AccountView(AwsSession.Of(session), cancellationToken), book: null, cancellationToken);

    /// <summary>Works the replacement out without making it.</summary>
    /// <param name="session">The session.</param>
    /// <param name="rules">The rules, in order.</param>
    /// <param name="options">How.</param>
    /// <param name="host">Takes one error a rule at most; nothing is asked.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The plan; null when there is nothing to do.</returns>
    public static Task<HardeningPlan?> PlanAsync(
        HardeningSession session, IReadOnlyList<SgRule> rules, SgPeerReferenceOptions options, IOperationHost host,
        CancellationToken cancellationToken) =>
        PlanAsync(session, [.. rules.Select(rule => rule.RuleId)], rules.DistinctBy(r => r.RuleId).ToDictionary(r => r.RuleId),
            options, host, cancellationToken);

    /// <summary>The same, by rule id.</summary>
    /// <inheritdoc cref="PlanAsync(HardeningSession, IReadOnlyList{SgRule}, SgPeerReferenceOptions, IOperationHost, CancellationToken)"/>
    public static Task<HardeningPlan?> PlanAsync(
        HardeningSession session, IReadOnlyList<string> ruleIds, SgPeerReferenceOptions options, IOperationHost host,
        CancellationToken cancellationToken) =>
        PlanAsync(session, ruleIds, new Dictionary<string, SgRule>(), options, host, cancellationToken);

    private static async Task<HardeningPlan?> PlanAsync(
        HardeningSession session, IReadOnlyList<string> ruleIds, IReadOnlyDictionary<string, SgRule> given,
        SgPeerReferenceOptions options, IOperationHost host, CancellationToken cancellationToken)
    {
        var view = new AccountView(AwsSession.Of(session), cancellationToken);
        return await PlanWriter.TakeDownAsync(session, book => SetAsync(session, ruleIds, given, options, host, view, book, cancellationToken), view, cancellationToken);
    }

    private static async IAsyncEnumerable<SgPeerReference> SetAsync(
        HardeningSession session, IReadOnlyList<string> ruleIds, IReadOnlyDictionary<string, SgRule> given,
        SgPeerReferenceOptions options, IOperationHost host, AccountView view, PlanBook? book,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (options.Description is { } text && RuleDescription.Refusal(text) is { } why)
        {
            await host.WriteErrorAsync(PeerErrors.BadDescription(text, why), cancellationToken);
            yield break;
        }

        if (await RuleSelection.ReadAsync(session, ruleIds, given, view, host, cancellationToken) is not { } selection)
        {
            yield break;
        }

        var model = selection.Model;
        if (await ResolvePeersAsync(model, options.Peer, host, cancellationToken) is not { } peers)
        {
            yield break;
        }

        var run = new ChangeRunOptions { RevertAfter = options.RevertAfter, Book = book, Force = options.Force };
        await using var runner = await ChangeRunner.BeginAsync(session, run, host, cancellationToken);
        if (runner is null)
        {
            yield break;
        }

        InterruptedChanges.WarnOnce(session, host);
        var quota = await RuleQuota.ReadAsync(
            options.RuleQuota, view, model, selection.Chosen.Select(chosen => (chosen.Rule.GroupId, chosen.Rule.Direction)));
        var step = new PeerReferenceStep(model, new PeerReferencePlanner(model, options, peers), options, quota, runner, host);
        // A step changes the model, so the next one sees what this one did.
        var sets = selection.Chosen.GroupBy(chosen => (chosen.Rule.GroupId, chosen.Rule.Direction)).ToArray();
        foreach (var (set, index) in sets.Select((set, index) => (set, index)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            host.WriteProgress("Replacing ranges by references", model.Groups[set.Key.GroupId].Name, 100 * index / sets.Length);
            foreach (var done in await step.RunAsync(model.Groups[set.Key.GroupId], set.Key.Direction, [.. set], cancellationToken))
            {
                yield return done;
            }

            if (step.IsUncertain)
            {
                host.WriteWarning("The rules that follow were left as they are: the state of the account is not certain.");
                yield break;
            }
        }
    }

    private static async Task<IReadOnlyList<Group>?> ResolvePeersAsync(
        NetworkModel model, IReadOnlyList<string> peers, IOperationHost host, CancellationToken cancellationToken)
    {
        List<Group> resolved = [];
        foreach (var peer in peers.Distinct())
        {
            Group[] found = [.. model.Groups.Values.Where(group => group.Id == peer || group.Name == peer)];
            if (found.Length != 1)
            {
                await host.WriteErrorAsync(
                    found.Length == 0 ? PeerErrors.PeerNotFound(peer) : PeerErrors.PeerAmbiguous(peer, found), cancellationToken);
                return null;
            }

            resolved.Add(found[0]);
        }

        return resolved;
    }
}
