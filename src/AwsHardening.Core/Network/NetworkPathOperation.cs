using System.Runtime.CompilerServices;
using AwsHardening.Core.Account;
using AwsHardening.Core.Network.Reachability;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Network;

/// <summary>Answers who reaches whom.</summary>
public static class NetworkPathOperation
{
    /// <summary>Every path between the named ends, one for each two classes of addresses.</summary>
    /// <param name="session">The session.</param>
    /// <param name="query">Which flows.</param>
    /// <param name="host">Takes an error for each name that nothing has.</param>
    /// <param name="cancellationToken">Stops the calls and the reckoning.</param>
    public static async IAsyncEnumerable<NetworkPath> FindAsync(
        HardeningSession session, NetworkPathQuery query, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (_, _, paths, engine) in SearchAsync(session, query, host, cancellationToken))
        {
            foreach (var (from, to, path) in paths)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (query.IncludeBlocked || path.Status != NetworkPathStatus.Blocked)
                {
                    yield return NetworkPathRecords.From(engine.Model, from, to, path);
                }
            }
        }
    }

    /// <summary>The best path between each two names: Reachable before Unknown, OneWay and Blocked.</summary>
    /// <inheritdoc cref="FindAsync"/>
    public static async IAsyncEnumerable<NetworkPath> TestAsync(
        HardeningSession session, NetworkPathQuery query, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (from, to, paths, engine) in SearchAsync(session, query, host, cancellationToken))
        {
            // Of blocked paths, the one that comes furthest says most.
            var best = paths.Select(path => path.Path).MinBy(path => (ReachabilityEngine.Rank(path.Status), -path.Hops.Count));
            if (best is null)
            {
                await host.WriteErrorAsync(NetworkPathErrors.NoPair(from, to), cancellationToken);
            }
            else
            {
                yield return NetworkPathRecords.From(engine.Model, [from], [to], best);
            }
        }
    }

    private static async IAsyncEnumerable<(string From, string To, IEnumerable<(IReadOnlyList<string> From, IReadOnlyList<string> To, TracedPath Path)> Paths, ReachabilityEngine Engine)>
        SearchAsync(HardeningSession session, NetworkPathQuery query, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (query.Traffic() is not { } traffic)
        {
            await host.WriteErrorAsync(NetworkErrors.BadProtocol(query.Protocol!), cancellationToken);
            yield break;
        }

        if (await NetworkModelRead.TryAsync(session, new AccountView(AwsSession.Of(session), cancellationToken), host, cancellationToken) is not { } model)
        {
            yield break;
        }

        var engine = new ReachabilityEngine(model);
        var search = new PathSearch(engine);
        var from = await ResolveAsync(engine, query.From, host, cancellationToken);
        foreach (var (to, targets) in await ResolveAsync(engine, query.To, host, cancellationToken))
        {
            foreach (var (name, sources) in from)
            {
                yield return (name, to, search.Paths(sources, targets, traffic), engine);
            }
        }
    }

    private static async Task<List<(string Name, IReadOnlyList<EndClass> Ends)>> ResolveAsync(
        ReachabilityEngine engine, IReadOnlyList<string> names, IOperationHost host, CancellationToken cancellationToken)
    {
        List<(string, IReadOnlyList<EndClass>)> found = [];
        foreach (var name in names.Distinct())
        {
            if (EndSelection.Find(engine, name) is { } ends)
            {
                found.Add((name, ends));
            }
            else
            {
                await host.WriteErrorAsync(NetworkPathErrors.EndNotFound(name), cancellationToken);
            }
        }

        return found;
    }
}
