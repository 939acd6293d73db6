using System.Text;
using Amazon.Runtime;
using AwsHardening.Core.Account;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;

namespace AwsHardening.UnitTests.SandboxTests.Wire;

/// <summary>Sees what is sent, and lets the account answer.</summary>
internal sealed class Wiretap(SandboxAccount account) : HttpClientFactory, IDisposable
{
    private readonly List<HttpClient> _clients = [];

    public List<(string Method, string Uri, Dictionary<string, string> Headers, string Body)> Sent { get; } = [];

    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        var client = new HttpClient(new Tap(this, account.CreateHandler()));
        _clients.Add(client);
        return client;
    }

    public void Dispose() => _clients.ForEach(client => client.Dispose());

    private sealed class Tap(Wiretap owner, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            var headers = request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated ?? default)
                .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            owner.Sent.Add((request.Method.Method, request.RequestUri!.ToString(), headers, Encoding.UTF8.GetString(body)));
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
