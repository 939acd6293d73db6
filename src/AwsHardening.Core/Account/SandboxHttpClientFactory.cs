using Amazon.Runtime;
using AwsHardening.Sandbox;

namespace AwsHardening.Core.Account;

/// <summary>Puts the embedded account under the SDK's own HTTP pipeline: signing, marshalling and retries stay real.</summary>
internal sealed class SandboxHttpClientFactory(SandboxAccount account) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(account.CreateHandler());

    // One client a service: the SDK must not share it with clients of another account.
    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
}
