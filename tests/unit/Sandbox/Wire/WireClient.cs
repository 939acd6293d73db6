using System.Net;
using System.Net.Http.Headers;
using System.Xml.Linq;

namespace AwsHardening.UnitTests.SandboxTests.Wire;

/// <summary>A client that speaks forms and signs for nothing but the scope.</summary>
internal sealed class WireClient(HttpClient http, string service = "ec2", string region = "us-east-1", string key = "AKIATEST", string? token = null) : IDisposable
{
    public static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public static WireClient Of(AwsHardening.Sandbox.SandboxAccount account, string service = "ec2", string region = "us-east-1") =>
        new(new HttpClient(account.CreateHandler()) { BaseAddress = new Uri($"https://{service}.{region}.amazonaws.com/") }, service, region);

    public async Task<Answer> CallAsync(string action, params (string Name, string Value)[] parameters)
    {
        using HttpResponseMessage response = await http.SendAsync(Form(action, parameters), Token);
        string body = await response.Content.ReadAsStringAsync(Token);
        return new Answer(response.StatusCode, XElement.Parse(body), response.Headers);
    }

    public HttpRequestMessage Form(string action, params (string Name, string Value)[] parameters)
    {
        var pairs = parameters.Select(p => KeyValuePair.Create(p.Name, p.Value)).Prepend(new("Action", action));
        var request = new HttpRequestMessage(HttpMethod.Post, "") { Content = new FormUrlEncodedContent(pairs) };
        request.Headers.TryAddWithoutValidation("Authorization", Scope());
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Amz-Security-Token", token);
        }

        return request;
    }

    public string Scope() =>
        $"AWS4-HMAC-SHA256 Credential={key}/20260101/{region}/{service}/aws4_request, SignedHeaders=host, Signature=00";

    public void Dispose() => http.Dispose();

    internal sealed record Answer(HttpStatusCode Status, XElement Body, HttpResponseHeaders Headers)
    {
        public string? this[string element] => Body.Descendants().FirstOrDefault(e => e.Name.LocalName == element)?.Value;
    }
}
