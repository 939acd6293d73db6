using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.UnitTests.Engine.Reporting.Reports.Browser;

/// <summary>Talks to a browser in the Chrome DevTools Protocol.</summary>
internal sealed class DevTools : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _asked = new();
    private readonly ConcurrentQueue<(string Session, string Method, JsonNode Parameters)> _events = new();
    private readonly SemaphoreSlim _turn = new(1);
    private Task _reading = Task.CompletedTask;
    private int _last;

    public static async Task<DevTools> ConnectAsync(string address, CancellationToken cancellationToken)
    {
        var tools = new DevTools();
        tools._socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await tools._socket.ConnectAsync(new Uri(address), cancellationToken);
        tools._reading = tools.ReadAsync();
        return tools;
    }

    /// <summary>What a session has told of its own accord, by the event's name.</summary>
    public IEnumerable<JsonNode> Told(string session, string method) => _events.Where(one => one.Session == session && one.Method == method).Select(one => one.Parameters);

    public async Task<JsonNode> AskAsync(string method, object? parameters = null, string? session = null, CancellationToken cancellationToken = default)
    {
        var id = Interlocked.Increment(ref _last);
        var answer = _asked[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters ?? new { }, sessionId = session }, s_sparse);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }

        return await answer.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _turn.Dispose();
    }

    private static readonly JsonSerializerOptions s_sparse = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    private async Task ReadAsync()
    {
        var buffer = new byte[1 << 16];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer, CancellationToken.None);
                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    Take(JsonNode.Parse(message.GetBuffer().AsSpan(0, (int)message.Length))!);
                    message.SetLength(0);
                }
            }
        }
        catch (WebSocketException e)
        {
            foreach (var waiting in _asked.Values)
            {
                waiting.TrySetException(e);
            }
        }
    }

    private void Take(JsonNode message)
    {
        if ((int?)message["id"] is not { } id)
        {
            _events.Enqueue(((string?)message["sessionId"] ?? "", (string)message["method"]!, message["params"]!));
        }
        else if (_asked.TryRemove(id, out var asked))
        {
            if (message["error"] is { } error)
            {
                asked.SetException(new InvalidOperationException(error.ToJsonString()));
            }
            else
            {
                asked.SetResult(message["result"]!);
            }
        }
    }
}
