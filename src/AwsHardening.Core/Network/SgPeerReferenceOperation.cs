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
        CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The same, by rule id.</summary>
    /// <inheritdoc cref="SetAsync(HardeningSession, IReadOnlyList{SgRule}, SgPeerReferenceOptions, IOperationHost, CancellationToken)"/>
    public static IAsyncEnumerable<SgPeerReference> SetAsync(
        HardeningSession session, IReadOnlyList<string> ruleIds, SgPeerReferenceOptions options, IOperationHost host,
        CancellationToken cancellationToken) => throw new NotImplementedException();
}
