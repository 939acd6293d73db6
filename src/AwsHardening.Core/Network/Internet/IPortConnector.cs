using System.Net;

namespace AwsHardening.Core.Network.Internet;

/// <summary>Tries to connect to a TCP port.</summary>
internal interface IPortConnector
{
    /// <summary>Tries once, and closes at once what opens.</summary>
    /// <param name="address">The address.</param>
    /// <param name="port">The port.</param>
    /// <param name="timeout">When silence counts as an answer.</param>
    /// <param name="cancellationToken">Stops trying.</param>
    Task<PublicPortState> ConnectAsync(IPAddress address, int port, TimeSpan timeout, CancellationToken cancellationToken);
}
