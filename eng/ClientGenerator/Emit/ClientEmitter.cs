using AwsHardening.ClientGenerator.Model;

namespace AwsHardening.ClientGenerator.Emit;

/// <summary>Emits the client, its interface, and the base classes of requests and exceptions.</summary>
internal sealed class ClientEmitter(ServiceModel service, ShapeWalk walk)
{
    private readonly TypeMap _types = new(service);
    private readonly string _name = $"Amazon{service.Client}";

    public string Emit()
    {
        var code = new CodeWriter(
            service.Namespace, "System.Threading", "System.Threading.Tasks", "Amazon.Runtime", "Amazon.Runtime.Internal",
            "AwsHardening.Clients.Runtime.Calls", service.Namespace + ".Internal", service.Namespace + ".Model");
        code.Line();
        EmitInterface(code);
        code.Line();
        EmitClient(code);
        code.Line();
        code.Line($"public partial class {_name}Request : AmazonWebServiceRequest {{ }}");
        code.Line();
        using (code.Open($"public class {_name}Exception : AmazonServiceException"))
        {
            ExceptionBody.Emit(code, $"{_name}Exception");
        }

        return code.ToString();
    }

    private bool HasPaginators => PaginatorModel.All(service, walk).Any();

    private void EmitInterface(CodeWriter code)
    {
        using var body = code.Open($"public partial interface I{_name} : IAmazonService, IDisposable");
        if (HasPaginators)
        {
            code.Line($"I{service.PaginatorFactory} Paginators {{ get; }}");
        }

        foreach (var operation in service.Operations)
        {
            code.Line($"Task<{operation.ResponseClass}> {operation.Name}Async({operation.RequestClass} request, CancellationToken cancellationToken = default);");
            foreach (var members in Overloads(operation))
            {
                code.Line($"Task<{operation.ResponseClass}> {operation.Name}Async({Parameters(members)}CancellationToken cancellationToken = default);");
            }
        }

        code.Line("Amazon.Runtime.Endpoints.Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);");
        code.Line($"static ClientConfig IAmazonService.CreateDefaultClientConfig() => new {_name}Config();");
        using var create = code.Open("static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig)");
        code.Line($"var config = clientConfig as {_name}Config ?? throw new AmazonClientException(\"ClientConfig is not of type {_name}Config to create {_name}Client\");");
        code.Line($"return awsCredentials == null ? new {_name}Client(config) : new {_name}Client(awsCredentials, config);");
    }

    private void EmitClient(CodeWriter code)
    {
        using var body = code.Open($"public partial class {_name}Client : AmazonServiceClient, I{_name}");
        code.Line($"private static readonly IServiceMetadata s_metadata = new {_name}Metadata();");
        if (HasPaginators)
        {
            code.Line($"private I{service.PaginatorFactory} _paginators;");
            code.Line($"public I{service.PaginatorFactory} Paginators => _paginators ??= new {service.PaginatorFactory}(this);");
        }

        EmitConstructors(code);
        using (code.Open("protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)"))
        {
            code.Line("pipeline.RemoveHandler<Amazon.Runtime.Internal.EndpointResolver>();");
            code.Line($"pipeline.AddHandlerAfter<Amazon.Runtime.Internal.Marshaller>({_name}Config.CreateEndpointHandler());");
            code.Line($"pipeline.AddHandlerAfter<Amazon.Runtime.Internal.Marshaller>(new AuthHandler({AuthHandlerArguments()}));");
            if (service.Customizations.ThrottlingErrors.Length > 0)
            {
                code.Line($"ThrottlingCodes.Add(pipeline, {string.Join(", ", service.Customizations.ThrottlingErrors.Select(CodeWriter.Literal))});");
            }
        }

        code.Line("protected override IServiceMetadata ServiceMetadata => s_metadata;");
        code.Line("protected override void Dispose(bool disposing) => base.Dispose(disposing);");
        foreach (var operation in service.Operations)
        {
            EmitOperation(code, operation);
        }

        code.Line("public Amazon.Runtime.Endpoints.Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) => this.Config.DetermineServiceOperationEndpoint(new Amazon.Runtime.Endpoints.ServiceOperationEndpointParameters(request));");
    }

    private string AuthHandlerArguments()
    {
        var field = service.Metadata["auth"].Strings().Contains("aws.auth#sigv4a") ? "DEFAULT_SIGV4_SIGV4A" : "DEFAULT_SIGV4";
        return string.Join(", ", service.Operations.Where(o => o.Unsigned).Select(o => CodeWriter.Literal(o.RequestClass))
            .Prepend("Amazon.Runtime.Credentials.Internal.AuthSchemeOption." + field));
    }

    private void EmitConstructors(CodeWriter code)
    {
        var (client, config) = ($"{_name}Client", $"{_name}Config");
        const string Keys = "string awsAccessKeyId, string awsSecretAccessKey";
        const string KeyNames = "awsAccessKeyId, awsSecretAccessKey";
        code.Line($"public {client}() : base(new {config}()) {{ }}");
        code.Line($"public {client}(RegionEndpoint region) : base(new {config} {{ RegionEndpoint = region }}) {{ }}");
        code.Line($"public {client}({config} config) : base(config) {{ }}");
        foreach (var (parameters, names) in new[]
        {
            ("AWSCredentials credentials", "credentials"),
            (Keys, KeyNames),
            (Keys + ", string awsSessionToken", KeyNames + ", awsSessionToken"),
        })
        {
            code.Line($"public {client}({parameters}) : this({names}, new {config}()) {{ }}");
            code.Line($"public {client}({parameters}, RegionEndpoint region) : this({names}, new {config} {{ RegionEndpoint = region }}) {{ }}");
            code.Line($"public {client}({parameters}, {config} clientConfig) : base({names}, clientConfig) {{ }}");
        }
    }

    private void EmitOperation(CodeWriter code, OperationModel operation)
    {
        code.Line($"public virtual Task<{operation.ResponseClass}> {operation.Name}Async({operation.RequestClass} request, CancellationToken cancellationToken = default) => InvokeAsync<{operation.ResponseClass}>(request, Operations.{operation.Name}, cancellationToken);");
        foreach (var members in Overloads(operation))
        {
            var values = string.Join(", ", members.Select(m => $"{m.Property} = {Naming.Parameter(m.Property)}"));
            code.Line($"public virtual Task<{operation.ResponseClass}> {operation.Name}Async({Parameters(members)}CancellationToken cancellationToken = default) => {operation.Name}Async(new {operation.RequestClass} {{ {values} }}, cancellationToken);");
        }
    }

    private IEnumerable<List<MemberModel>> Overloads(OperationModel operation)
    {
        var request = walk.Structure(operation.RequestClass);
        foreach (var names in service.Customizations.Overloads.GetValueOrDefault(operation.Name, []))
        {
            yield return [.. names.Select(name => request.Members.FirstOrDefault(m => m.Name == name)
                ?? throw new UsageException($"{service.Namespace}: an overload of {operation.Name} names the unknown member {name}."))];
        }

        if (service.Customizations.NoArgumentOverloads.Contains(operation.Name))
        {
            yield return [];
        }
    }

    private string Parameters(List<MemberModel> members) =>
        string.Concat(members.Select(m => $"{_types.Property(m)} {Naming.Parameter(m.Property)}, "));
}
