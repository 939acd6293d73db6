using System.Net;
using System.Net.Sockets;

namespace AwsHardening.Core.Network.Internet;

/// <summary>Connects over the network of this machine.</summary>
/// <param name="time">The clock for timeouts.</param>
internal sealed class SocketConnector(TimeProvider time) : IPortConnector
{
    public async Task<PublicPortState> ConnectAsync(IPAddress address, int port, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), either.Token);
            return PublicPortState.Open;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return PublicPortState.Filtered;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode switch
            {
                SocketError.ConnectionRefused or SocketError.ConnectionReset => PublicPortState.Closed,
                SocketError.TimedOut or SocketError.HostUnreachable or SocketError.HostDown => PublicPortState.Filtered,
                // No IPv6 here, no network at all, no more sockets: that says nothing of the port.
                _ => PublicPortState.Unknown,
            };
        }
    }
}
