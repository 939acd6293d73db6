using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util;

namespace AwsHardening.Clients.Runtime.Calls;

/// <summary>Hands the Region and the endpoint settings of a client's configuration to its endpoint rules.</summary>
/// <param name="create">Makes the parameters with the rules' default values.</param>
internal sealed class EndpointHandler(Func<EndpointParameters> create) : BaseEndpointResolver
{
    protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters) =>
        InjectHostPrefix(executionContext.RequestContext);

    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
    {
        var config = (ClientConfig)requestContext.ClientConfig;
        var parameters = create();
        parameters["Region"] = Region(config, requestContext.Request.AlternateEndpoint);
        parameters["UseDualStack"] = config.UseDualstackEndpoint;
        parameters["UseFIPS"] = config.UseFIPSEndpoint;
        parameters["Endpoint"] = config.ServiceURL;
        return parameters;
    }

    private static string? Region(ClientConfig config, RegionEndpoint? alternate)
    {
        var region = (alternate ?? config.RegionEndpoint)?.SystemName;
        if (region is null && !string.IsNullOrEmpty(config.ServiceURL))
        {
            // With an endpoint of the caller's own, the Region only matters for the signature.
            region = string.IsNullOrEmpty(config.AuthenticationRegion)
                ? RegionEndpoint.GetBySystemName(AWSSDKUtils.DetermineRegion(config.ServiceURL)).SystemName
                : config.AuthenticationRegion;
        }

        // The SDK's name for the Region's own endpoint of services that are global there by default.
        return region == "us-east-1-regional" ? "us-east-1" : region;
    }
}
