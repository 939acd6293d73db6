using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Amazon.Runtime;

namespace AwsHardening.FidelityTests.Yardstick;

/// <summary>Stands for the network: keeps the request that a client sends and answers with fixed bytes.</summary>
public sealed partial class Wire(CannedResponse response) : HttpClientFactory
{
    /// <summary>Headers that differ between any two calls, or that say which package made the call.</summary>
    private static readonly HashSet<string> s_ignored = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "X-Amz-Date", "Date", "User-Agent", "x-amz-user-agent", "amz-sdk-invocation-id", "amz-sdk-request",
        "X-Amz-Content-SHA256", "Host", "Connection",
    };

    /// <summary>The request, or null before it was sent.</summary>
    public SentRequest? Sent { get; private set; }

    /// <summary>The request as text: request line, body, headers in order of name.</summary>
    public string? Request => Sent is null ? null : Guids().Replace(Text(Sent), "<guid>");

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(this));

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync();
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>());
        Sent = new SentRequest(
            request.Method.Method, request.RequestUri!,
            headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase), body);
        return response.ToMessage();
    }

    private static string Text(SentRequest sent)
    {
        var headers = sent.Headers.Where(h => !s_ignored.Contains(h.Key))
            .Select(h => $"{h.Key.ToLowerInvariant()}: {h.Value}").Order(StringComparer.Ordinal);
        return $"{sent.Method} {sent.Uri.PathAndQuery}\n{Encoding.Latin1.GetString(sent.Body)}\n\n{string.Join('\n', headers)}";
    }

    /// <summary>Idempotency tokens are new at every call.</summary>
    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Guids();

    private sealed class Handler(Wire wire) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            wire.AnswerAsync(request);
    }
}
