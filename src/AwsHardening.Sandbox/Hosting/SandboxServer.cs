using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using AwsHardening.Sandbox.Faults;
using AwsHardening.Sandbox.Wire;

namespace AwsHardening.Sandbox.Hosting;

/// <summary>Serves an account over HTTP on 127.0.0.1, for any AWS client that takes an endpoint URL.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly WireDispatcher _dispatcher;
    private readonly Action<Exception> _report;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, bool> _connections = new();
    private readonly Task _accepting;

    private SandboxServer(SandboxAccount account, TcpListener listener, Action<Exception>? report, bool onlyKnownKeys)
    {
        _listener = listener;
        _dispatcher = new WireDispatcher(account, onlyKnownKeys);
        _report = report ?? (static _ => { });
        Endpoint = new Uri($"http://{listener.LocalEndpoint}/");
        _accepting = AcceptAsync();
    }

    /// <summary>Where clients find the account.</summary>
    public Uri Endpoint { get; }

    /// <summary>Begins to serve an account.</summary>
    /// <param name="account">The account; it may be used in process meanwhile.</param>
    /// <param name="port">The port on 127.0.0.1, or 0 for one that is free.</param>
    /// <param name="report">Told of defects that break a connection; null to overlook them.</param>
    /// <param name="onlyKnownKeys">Let nobody in but holders of secrets that the account gave out: others on this machine are not to look in.</param>
    /// <returns>The server; disposing of it ends it.</returns>
    /// <exception cref="SocketException">The port is taken.</exception>
    public static SandboxServer Start(SandboxAccount account, int port = 0, Action<Exception>? report = null, bool onlyKnownKeys = false)
    {
        ArgumentNullException.ThrowIfNull(account);
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return new SandboxServer(account, listener, report, onlyKnownKeys);
    }

    /// <summary>Closes the port and every connection.</summary>
    /// <returns>When all are closed.</returns>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections.Keys);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Socket socket = await _listener.AcceptSocketAsync(_stop.Token);
                Task connection = ServeAsync(socket);
                _connections[connection] = true;
                _ = connection.ContinueWith(done => _connections.TryRemove(done, out _), TaskScheduler.Default);
            }
            catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // The client was gone before it was let in.
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        socket.NoDelay = true;
        using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await new HttpConnection(stream, _dispatcher, _report).ServeAsync(_stop.Token);
        }
        catch (BrokenConnectionException)
        {
            // A reset and not an orderly end: no client may take what it has for an answer.
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or SocketException)
        {
            // The client hung up, or the server stops.
        }
    }
}
