using AwsHardening.ClientGenerator.Model;

namespace AwsHardening.ClientGenerator.Emit;

/// <summary>Emits the client's configuration, its default configurations and its metadata.</summary>
internal static class ConfigEmitter
{
    /// <summary>The SDK-wide default configurations: name and connect timeout in milliseconds.</summary>
    private static readonly (string Name, int? Timeout)[] s_modes =
        [("Standard", 3100), ("InRegion", 1100), ("CrossRegion", 3100), ("Mobile", 30000), ("Auto", 1100)];

    public static string Emit(ServiceModel service)
    {
        var name = $"Amazon{service.Client}";
        var code = new CodeWriter(
            service.Namespace, "System.Collections.ObjectModel", "Amazon.Runtime", "Amazon.Runtime.Internal",
            "Amazon.Util.Internal", "AwsHardening.Clients.Runtime.Calls", service.Namespace + ".Internal");
        code.Line();
        EmitConfig(code, service, name);
        code.Line();
        EmitDefaults(code, name);
        return code.ToString();
    }

    public static string EmitMetadata(ServiceModel service)
    {
        var code = new CodeWriter(service.Namespace + ".Internal", "Amazon.Runtime.Internal");
        code.Line();
        using (code.Open($"internal sealed class Amazon{service.Client}Metadata : IServiceMetadata"))
        {
            code.Line($"public string ServiceId => {CodeWriter.Literal(service.Metadata.Text("serviceId"))};");
            code.Line("public IDictionary<string, string> OperationNameMapping => new Dictionary<string, string>(0);");
        }

        return code.ToString();
    }

    private static void EmitConfig(CodeWriter code, ServiceModel service, string name)
    {
        var metadata = service.Metadata;
        var serviceId = metadata.Text("serviceId")!;
        using var body = code.Open($"public partial class {name}Config : ClientConfig");
        code.Line($"private static readonly string s_userAgent = InternalSDKUtils.BuildUserAgentString({CodeWriter.Literal(serviceId)}, typeof({name}Config).Assembly.GetName().Version.ToString(3));");
        code.Line("private static readonly EndpointHandler s_endpoints = CreateEndpointHandler();");
        code.Line($"internal static EndpointHandler CreateEndpointHandler() => new(static () => new Endpoints.{service.Client}EndpointParameters());");
        code.Line($"public static string ServiceId => {CodeWriter.Literal(serviceId)};");
        using (code.Open($"public {name}Config() : base(new DefaultConfigurationProvider({name}DefaultConfiguration.GetAllConfigurations()))"))
        {
            code.Line($"base.ServiceId = {CodeWriter.Literal(serviceId)};");
            code.Line($"this.AuthenticationServiceName = {CodeWriter.Literal(service.SigningName)};");
            code.Line($"this.EndpointProvider = new {name}EndpointProvider();");
        }

        code.Line($"public override string RegionEndpointServiceName => {CodeWriter.Literal(metadata.Text("endpointPrefix"))};");
        code.Line($"public override string ServiceVersion => {CodeWriter.Literal(metadata.Text("apiVersion"))};");
        code.Line("public override string UserAgent => s_userAgent;");
        using var determine = code.Open("public override Amazon.Runtime.Endpoints.Endpoint DetermineServiceOperationEndpoint(Amazon.Runtime.Endpoints.ServiceOperationEndpointParameters parameters)");
        using (code.Open("var context = new RequestContext(false)", ";"))
        {
            code.Line("ClientConfig = this,");
            code.Line("OriginalRequest = parameters.Request,");
            code.Line("Request = new DefaultRequest(parameters.Request, ServiceId) { AlternateEndpoint = parameters.AlternateEndpoint },");
        }

        code.Line("return s_endpoints.GetEndpoint(new Amazon.Runtime.Internal.ExecutionContext(context, null));");
    }

    private static void EmitDefaults(CodeWriter code, string name)
    {
        using var body = code.Open($"public static class {name}DefaultConfiguration");
        code.Line($"public static ReadOnlyCollection<IDefaultConfiguration> GetAllConfigurations() => new(new List<IDefaultConfiguration> {{ {string.Join(", ", s_modes.Select(m => m.Name))} }});");
        foreach (var (mode, timeout) in s_modes)
        {
            using (code.Open($"public static IDefaultConfiguration {mode} {{ get; }} = new DefaultConfiguration", ";"))
            {
                code.Line($"Name = DefaultConfigurationMode.{mode},");
                code.Line("RetryMode = RequestRetryMode.Standard,");
                code.Line("S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,");
                code.Line($"ConnectTimeout = TimeSpan.FromMilliseconds({timeout}),");
                code.Line($"TlsNegotiationTimeout = TimeSpan.FromMilliseconds({timeout}),");
                code.Line("TimeToFirstByteTimeout = null,");
                code.Line("HttpRequestTimeout = null,");
            }
        }
    }
}
