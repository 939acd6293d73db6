using AwsHardening.Core.Account;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;
using AwsHardening.Core.Reading;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Reachability;

/// <summary>Reads the network of an embedded account, as the engine does.</summary>
internal static class Networks
{
    public static FlowDifference Compare(NetworkModel before, NetworkModel after, params IReadOnlyList<FlowScope> asked) =>
        FlowComparison.Compare(before, after, asked, TestContext.Current.CancellationToken);

    public static NetworkModel Read(Rehearsal rehearsal)
    {
        var session = AwsSession.Of(rehearsal.Session);
        return NetworkReader.ReadAsync(session, rehearsal.Account.AccountId, new AccountView(session, CancellationToken.None)).GetAwaiter().GetResult();
    }

    /// <summary>The later network, made from the earlier one as a hypothesis is: what has not changed is the same object.</summary>
    public static NetworkModel Derive(NetworkModel before, NetworkModel after)
    {
        var rules = before.Facts().Rules.ToDictionary(rule => rule.Id);
        return new NetworkModel(before.Facts() with
        {
            Rules = [.. after.Facts().Rules.Select(rule => rules.GetValueOrDefault(rule.Id) is { } old && old.Key == rule.Key ? old : rule)],
            NetworkAcls = [.. after.NetworkAcls.Select(acl => before.NetworkAcls.FirstOrDefault(
                old => old.Id == acl.Id && old.SubnetIds.SequenceEqual(acl.SubnetIds) && old.Entries.SequenceEqual(acl.Entries)) ?? acl)],
            RouteTables = [.. after.RouteTables.Select(table => before.RouteTables.FirstOrDefault(
                old => old.Id == table.Id && old.Routes.SequenceEqual(table.Routes)) ?? table)],
            PrefixLists = before.PrefixLists.All(list => after.PrefixLists.TryGetValue(list.Key, out var now) && now.SequenceEqual(list.Value))
                ? before.PrefixLists : after.PrefixLists,
        });
    }
}
