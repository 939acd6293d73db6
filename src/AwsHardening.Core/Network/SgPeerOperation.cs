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
        throw new NotImplementedException();

    /// <summary>Looks behind each rule, by rule id.</summary>
    /// <inheritdoc cref="FindAsync(HardeningSession, IReadOnlyList{SgRule}, IOperationHost, CancellationToken)"/>
    public static IAsyncEnumerable<SgPeer> FindAsync(
        HardeningSession session, IReadOnlyList<string> ruleIds, IOperationHost host, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
