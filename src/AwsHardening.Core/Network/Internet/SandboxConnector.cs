using System.Net;
using AwsHardening.Sandbox;

namespace AwsHardening.Core.Network.Internet;

/// <summary>
/// Asks an embedded account what somebody on the internet would find. Its public addresses are others' in the real one, so
/// that nothing is ever sent there; loopback alone is this machine's own.
/// </summary>
internal sealed class SandboxConnector(SandboxAccount account, string region, IPortConnector loopback) : IPortConnector
{
    public Task<PublicPortState> ConnectAsync(IPAddress address, int port, TimeSpan timeout, CancellationToken cancellationToken) =>
        IPAddress.IsLoopback(address)
            ? loopback.ConnectAsync(address, port, timeout, cancellationToken)
            : Task.FromResult(account.Knock(address.ToString(), port, region) switch
            {
                KnockAnswer.Open => PublicPortState.Open,
                KnockAnswer.Closed => PublicPortState.Closed,
                _ => PublicPortState.Filtered,
            });
}
