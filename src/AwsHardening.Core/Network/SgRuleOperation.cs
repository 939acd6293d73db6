using AwsHardening.Seam;

namespace AwsHardening.Core.Network;

/// <summary>Reads security group rules with what stands behind them.</summary>
public static class SgRuleOperation
{
    /// <summary>Finds rules, group by group.</summary>
    /// <param name="session">The session.</param>
    /// <param name="query">Which rules.</param>
    /// <param name="host">Takes errors (a named group that is not there) and progress.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public static IAsyncEnumerable<SgRule> FindAsync(
        HardeningSession session, SgRuleQuery query, IOperationHost host, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
