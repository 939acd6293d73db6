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
}
