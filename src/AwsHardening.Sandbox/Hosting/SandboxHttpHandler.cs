namespace AwsHardening.Sandbox.Hosting;

internal sealed class SandboxHttpHandler(SandboxAccount account) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new InvalidOperationException(account.AccountId);
}
