using System.Net;
using System.Net.Http.Headers;
using AwsHardening.Sandbox.Faults;
using AwsHardening.Sandbox.Wire;

namespace AwsHardening.Sandbox.Hosting;

/// <summary>The account as the far end of an HTTP client, without a socket.</summary>
internal sealed class SandboxHttpHandler(SandboxAccount account) : HttpMessageHandler
{
    private readonly WireDispatcher _dispatcher = new(account);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            WireResponse response = await _dispatcher.AnswerAsync(await ReadAsync(request, cancellationToken), cancellationToken);
            return Write(response, request);
        }
        catch (BrokenConnectionException broken) when (broken.TimedOut)
        {
            throw new TaskCanceledException("The request was canceled because its time ran out.", new TimeoutException(broken.Message, broken));
        }
        catch (BrokenConnectionException broken)
        {
            throw new HttpRequestException(
                HttpRequestError.ResponseEnded, broken.Message, new HttpIOException(HttpRequestError.ResponseEnded, broken.Message, broken));
        }
    }

    // What AWS clients call the synchronous path: none of it waits, but for a latency on a clock that does.
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, cancellationToken).GetAwaiter().GetResult();

    private static async Task<WireRequest> ReadAsync(HttpRequestMessage request, CancellationToken token)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, HeaderStringValues values) in request.Headers.NonValidated)
        {
            headers[name] = values.ToString();
        }

        byte[] body = [];
        if (request.Content is { } content)
        {
            body = await content.ReadAsByteArrayAsync(token);
            foreach ((string name, HeaderStringValues values) in content.Headers.NonValidated)
            {
                headers[name] = values.ToString();
            }
        }

        Uri uri = request.RequestUri!;
        headers.TryAdd("Host", uri.Authority);
        return new WireRequest(request.Method.Method, uri.PathAndQuery, headers, body);
    }

    private static HttpResponseMessage Write(WireResponse response, HttpRequestMessage request)
    {
        var message = new HttpResponseMessage((HttpStatusCode)response.Status)
        {
            RequestMessage = request,
            // What a client would see of it on a wire.
            Content = new ByteArrayContent(request.Method == HttpMethod.Head ? [] : response.Body),
        };
        foreach ((string name, string value) in response.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }
}
