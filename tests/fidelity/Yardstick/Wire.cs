using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Amazon.Runtime;

namespace AwsHardening.FidelityTests.Yardstick;

/// <summary>Stands for the network: keeps the requests that a client sends and answers with fixed bytes.</summary>
/// <param name="responses">The answers in turn; the last one for all further requests.</param>
public sealed partial class Wire(params CannedResponse[] responses) : HttpClientFactory
{
    /// <summary>Headers that differ between any two calls, or that say which package made the call.</summary>
    private static readonly HashSet<string> s_ignored = new(StringComparer.OrdinalIgnoreCase)
    {
        "X-Amz-Date", "Date", "User-Agent", "x-amz-user-agent", "amz-sdk-invocation-id", "amz-sdk-request",
        "X-Amz-Content-SHA256", "Host", "Connection",
    };

    private readonly List<SentRequest> _sent = [];

    /// <summary>All requests in turn.</summary>
    public IReadOnlyList<SentRequest> All => _sent;

    /// <summary>The last request, or null before there was one.</summary>
    public SentRequest? Sent => _sent.LastOrDefault();

    /// <summary>The request as text: request line, body, headers in order of name.</summary>
    public string? Request => Sent is null ? null : Guids().Replace(Text(Sent), "<guid>");

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(this));

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync();
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>());
        _sent.Add(new SentRequest(
            request.Method.Method, request.RequestUri!,
            headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase), body));
        return responses[Math.Min(_sent.Count, responses.Length) - 1].ToMessage();
    }

    private static string Text(SentRequest sent)
    {
        var headers = sent.Headers.Where(h => !s_ignored.Contains(h.Key))
            .Select(h => $"{h.Key.ToLowerInvariant()}: {Signatures().Replace(h.Value, "<at some time>")}").Order(StringComparer.Ordinal);
        return $"{sent.Method} {sent.Uri.PathAndQuery}\n{Encoding.Latin1.GetString(sent.Body)}\n\n{string.Join('\n', headers)}";
    }

    /// <summary>Of a signature, who signs what for which service and Region must be the same; its date and its value cannot.</summary>
    [GeneratedRegex("(?<=^AWS4-HMAC-SHA256 Credential=AKID/)[0-9]{8}|Signature=[0-9a-f]{64}$")]
    private static partial Regex Signatures();

    /// <summary>Idempotency tokens are new at every call.</summary>
    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Guids();

    private sealed class Handler(Wire wire) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return wire.AnswerAsync(request);
        }
    }
}
