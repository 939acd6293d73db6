using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using AwsHardening.Clients.Runtime.Calls;
using AwsHardening.FidelityTests.Yardstick;

namespace AwsHardening.FidelityTests.Conformance;

/// <summary>A client of the runtime that no generator wrote.</summary>
internal sealed class DynamicClient(Wire wire, string endpoint) : AmazonServiceClient(
    new BasicAWSCredentials("AKID", "SECRET"),
    new CaseConfig { ServiceURL = endpoint, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0, HttpClientFactory = wire })
{
    public Task<DynamicResponse> CallAsync(Operation operation, DynamicRequest request) =>
        InvokeAsync<DynamicResponse>(request, operation.Options, CancellationToken.None);

    protected override IServiceMetadata ServiceMetadata { get; } = new Metadata();

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new EndpointHandler(() => new EndpointParameters()));
        pipeline.AddHandlerAfter<Marshaller>(new AuthHandler(AuthSchemeOption.DEFAULT_SIGV4));
    }

    private sealed class Metadata : IServiceMetadata
    {
        public string ServiceId => "Conformance";

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }

    private sealed class CaseConfig : ClientConfig
    {
        public CaseConfig() : base(new DefaultConfigurationProvider([new DefaultConfiguration { Name = DefaultConfigurationMode.Standard }]))
        {
            AuthenticationServiceName = "conformance";
            EndpointProvider = new Provider();
        }

        public override string RegionEndpointServiceName => "conformance";

        public override string ServiceVersion => "1";

        public override string UserAgent => "conformance";

        public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(ServiceURL);
    }

    private sealed class Provider : IEndpointProvider
    {
        public Endpoint ResolveEndpoint(EndpointParameters parameters) => new((string)parameters["Endpoint"], "", "");
    }
}
