using AwsHardening.ClientGenerator.Model;

namespace AwsHardening.ClientGenerator.Emit;

/// <summary>Emits the table of operations and errors.</summary>
internal sealed class OperationEmitter(ServiceModel service, ShapeWalk walk)
{
    public string Emit()
    {
        var code = new CodeWriter(
            service.Namespace + ".Internal", "Amazon.Runtime.Internal", "AwsHardening.Clients.Runtime.Calls", "AwsHardening.Clients.Runtime.Shapes");
        code.Line();
        EmitOperations(code);
        code.Line();
        EmitErrors(code);
        return code.ToString();
    }

    private void EmitOperations(CodeWriter code)
    {
        var metadata = service.Metadata;
        using var body = code.Open("internal static class Operations");
        using (code.Open("private static readonly Service s_service = new Service", ";"))
        {
            code.Line($"Protocol = Protocol.{ProtocolName()},");
            code.Line($"Name = {CodeWriter.Literal(service.Namespace)},");
            code.Line($"ApiVersion = {CodeWriter.Literal(metadata.Text("apiVersion"))},");
            if (service.Customizations.VersionHeader is { } header)
            {
                code.Line($"VersionHeader = {CodeWriter.Literal(header)},");
            }

            code.Line($"TargetPrefix = {CodeWriter.Literal(metadata.Text("targetPrefix"))},");
            code.Line($"JsonVersion = {CodeWriter.Literal(metadata.Text("jsonVersion") ?? "1.1")},");
            code.Line($"CreateException = static e => new Amazon{service.Client}Exception(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),");
        }

        foreach (var operation in service.Operations)
        {
            EmitOperation(code, operation);
        }
    }

    private void EmitOperation(CodeWriter code, OperationModel operation)
    {
        var name = operation.Name;
        code.Line($"private static Operation s_{name};");
        using var entry = code.Open($"internal static InvokeOptions {name} => (s_{name} ??= new Operation", ").Options;");
        code.Line($"Service = s_service, Name = {CodeWriter.Literal(name)},");
        code.Line($"Input = Structures.{operation.RequestClass}, Output = Structures.{operation.ResponseClass},");
        if (service.Protocol is "rest-json" or "rest-xml")
        {
            code.Line($"HttpMethod = {CodeWriter.Literal(operation.HttpMethod)}, RequestUri = {CodeWriter.Literal(operation.RequestUri)},");
        }

        if (service.Protocol == "rest-xml")
        {
            Add("BodyName", operation.BodyName is { } body ? CodeWriter.Literal(body) : null);
            Add("BodyNamespace", XmlNamespaces.Expression(operation.BodyNamespace));
        }

        Add("ResultWrapper", operation.ResultWrapper is { } wrapper ? CodeWriter.Literal(wrapper) : null);
        Add("HostPrefix", operation.HostPrefix is { } prefix ? CodeWriter.Literal(prefix) : null);
        Add("Gzip", operation.Gzip ? "true" : null);
        Add("AfterMarshalling", service.Customizations.AfterMarshalling.GetValueOrDefault(name));
        Add("AfterUnmarshalling", service.Customizations.AfterUnmarshalling.GetValueOrDefault(name));
        var errors = operation.Errors.Select(e => "Errors." + service.ClassName(e)).ToList();
        Add("Errors", errors.Count == 0 ? null : $"[{string.Join(", ", errors)}]");

        void Add(string property, string? value)
        {
            if (value is not null)
            {
                code.Line($"{property} = {value},");
            }
        }
    }

    private void EmitErrors(CodeWriter code)
    {
        using var body = code.Open("internal static class Errors");
        foreach (var error in walk.Structures.Where(s => s.Kind == StructureKind.Exception))
        {
            var wire = service.Shape(error.Shape!)["error"].Text("code") ?? error.Shape;
            code.Line($"internal static ModeledError {error.Class} => new({CodeWriter.Literal(wire)}, static e => new Model.{error.Class}(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode), Structures.{error.Class});");
        }
    }

    private string ProtocolName() => service.Protocol switch
    {
        "ec2" => "Ec2",
        "query" => "Query",
        "json" => "Json",
        "rest-json" => "RestJson",
        "rest-xml" => "RestXml",
        // CloudWatch lists a newer protocol first and still answers this one.
        _ when service.Metadata["protocols"].Strings().Contains("query") => "Query",
        var other => throw new UsageException($"{service.Namespace}: clients for the protocol {other} are not generated."),
    };
}
