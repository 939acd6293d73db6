using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;
using AwsHardening.Core.Identity.Profiles;
using AwsHardening.Sandbox;

namespace AwsHardening.Core.Account;

/// <summary>How the clients of a session reach AWS, or what stands in for it.</summary>
/// <param name="Region">The Region.</param>
/// <param name="EndpointUrl">What replaces AWS's own endpoints; null for those, or for what the profile or the environment says.</param>
/// <param name="ProfileName">The profile whose endpoints count (<c>endpoint_url</c>, <c>services</c>); null for the environment's.</param>
/// <param name="Sandbox">The embedded account; null for a real one.</param>
/// <param name="Budget">What all clients share.</param>
internal sealed record SessionTransport(
    RegionEndpoint Region, string? EndpointUrl, string? ProfileName, SandboxAccount? Sandbox, RequestBudget Budget)
{
    // The Regions that the global endpoint of STS served before there were regional ones ("AWS STS Regional endpoints").
    private static readonly HashSet<string> s_legacy = new(StringComparer.Ordinal)
    {
        "ap-northeast-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1",
        "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
    };

    private readonly SandboxHttpClientFactory? _http = Sandbox is null ? null : new SandboxHttpClientFactory(Sandbox);

    /// <summary>The same in another Region, and for another account of an embedded organization.</summary>
    /// <param name="region">The Region.</param>
    /// <param name="sandbox">The embedded account; null for a real one.</param>
    /// <param name="budget">That of the account.</param>
    public SessionTransport To(RegionEndpoint region, SandboxAccount? sandbox, RequestBudget budget) => sandbox == Sandbox
        ? this with { Region = region, Budget = budget } : new(region, EndpointUrl, ProfileName, sandbox, budget);

    /// <summary>Sets Region, endpoint, retries, transport and budget.</summary>
    /// <typeparam name="TConfig">The service's configuration.</typeparam>
    /// <param name="config">The configuration.</param>
    /// <param name="maxRetries">How often the SDK tries again.</param>
    public TConfig Configure<TConfig>(TConfig config, int maxRetries)
        where TConfig : ClientConfig
    {
        config.RegionEndpoint = Region;
        config.MaxErrorRetry = maxRetries;
        config.RetryMode = RequestRetryMode.Standard;
        config.DefaultConfigurationMode = DefaultConfigurationMode.Standard;
        if (EndpointOf(config) is { } url)
        {
            config.ServiceURL = url;
            config.AuthenticationRegion = Region.SystemName;
        }

        if (_http is not null)
        {
            config.HttpClientFactory = _http;
        }

        BudgetHandler.Attach(config, Budget);
        return config;
    }

    /// <summary>Makes clients of STS by credentials: in the session's own Region, unless the profile or the environment wants the global endpoint.</summary>
    /// <param name="settings">How often a call is tried again.</param>
    public Func<AWSCredentials, IAmazonSecurityTokenService> Sts(SessionSettings settings) => credentials =>
    {
        var config = Configure(new AmazonSecurityTokenServiceConfig(), settings.MaxReadRetries);
        if (config.ServiceURL is null && Sandbox is null && s_legacy.Contains(Region.SystemName) && WantsGlobal())
        {
            config.ServiceURL = "https://sts.amazonaws.com";
            config.AuthenticationRegion = "us-east-1";
        }

        return new AmazonSecurityTokenServiceClient(credentials, config);
    };

    /// <summary>What replaces a service's own endpoint; null for AWS's, or for what the SDK takes from the environment by itself.</summary>
    /// <param name="config">The service's configuration.</param>
    public string? EndpointOf(IClientConfig config) =>
        EndpointUrl ?? (ProfileName is null || Sandbox is not null ? null : ProfileEndpoints.Of(ProfileName, config.ServiceId));

    // Left out means regional, as in the tools of today; the variable goes before the profile.
    private bool WantsGlobal() =>
        (Environment.GetEnvironmentVariable("AWS_STS_REGIONAL_ENDPOINTS")
            ?? (ProfileName is null ? null : ProfileSet.Load().Find(ProfileName)?.GetValueOrDefault("sts_regional_endpoints"))) == "legacy";
}
