using AwsHardening.ClientGenerator.Model;

namespace AwsHardening.ClientGenerator.Emit;

/// <summary>Emits the request, response, model and exception classes.</summary>
internal sealed class StructureEmitter(ServiceModel service, ShapeWalk walk)
{
    private readonly TypeMap _types = new(service);

    public string Emit()
    {
        var code = new CodeWriter(service.Namespace + ".Model", "System.IO", "Amazon.Runtime", "Amazon.Runtime.Internal");
        foreach (var structure in walk.Structures)
        {
            code.Line();
            using var body = code.Open($"public partial class {structure.Class}{Base(structure)}");
            if (structure.Kind == StructureKind.Exception)
            {
                ExceptionBody.Emit(code, structure.Class);
                EmitRetryable(code, structure);
            }

            EmitConstructors(code, structure);
            foreach (var member in structure.Members)
            {
                EmitProperty(code, member);
                EmitIsSet(code, structure, member);
            }
        }

        foreach (var operation in service.Operations.Where(o => o.Wrap is not null))
        {
            code.Line();
            using var body = code.Open($"public partial class {operation.ResponseClass} : AmazonWebServiceResponse");
            code.Line($"public {_types.Type(operation.Output!, nullable: true)} {operation.Wrap} {{ get; set; }}");
            code.Line($"internal bool IsSet{operation.Wrap}() => this.{operation.Wrap} != null;");
        }

        return code.ToString();
    }

    private string Base(StructureModel structure)
    {
        if (service.Customizations.BaseClasses.TryGetValue(structure.Class, out var own))
        {
            return " : " + own;
        }

        return structure.Kind switch
        {
            StructureKind.Request => $" : Amazon{service.Client}Request",
            StructureKind.Response => " : AmazonWebServiceResponse",
            StructureKind.Exception => $" : Amazon{service.Client}Exception",
            _ => "",
        };
    }

    /// <summary>An error that the model calls retryable is retried by the SDK's retry policy, which asks the exception.</summary>
    private void EmitRetryable(CodeWriter code, StructureModel structure)
    {
        if (service.Shape(structure.Shape!)["retryable"] is { } retryable)
        {
            code.Line($"private readonly RetryableDetails _retryableDetails = new RetryableDetails({(retryable.Flag("throttling") ? "true" : "false")});");
            code.Line("public override RetryableDetails Retryable => _retryableDetails;");
        }
    }

    private void EmitConstructors(CodeWriter code, StructureModel structure)
    {
        if (!service.Customizations.Constructors.TryGetValue(structure.Class, out var constructors))
        {
            return;
        }

        code.Line($"public {structure.Class}() {{ }}");
        foreach (var names in constructors)
        {
            var members = names.Select(name => structure.Members.Single(m => m.Name == name)).ToList();
            var parameters = string.Join(", ", members.Select(m => $"{_types.Property(m)} {Naming.Parameter(m.Property)}"));
            using var body = code.Open($"public {structure.Class}({parameters})");
            foreach (var member in members)
            {
                code.Line($"this.{member.Property} = {Naming.Parameter(member.Property)};");
            }
        }
    }

    private void EmitProperty(CodeWriter code, MemberModel member)
    {
        var type = _types.Property(member);
        if (member.Json.Flag("deprecated"))
        {
            code.Line($"[Obsolete({CodeWriter.Literal(member.Json.Text("deprecatedMessage") ?? $"The service has deprecated {member.Name}.")})]");
        }

        if (Attribute(member) is { } attribute)
        {
            code.Line(attribute);
        }

        var initializer = _types.IsCollection(member) ? $" = Amazon.AWSConfigs.InitializeCollections ? new {type}() : null;" : "";
        code.Line($"public {type} {member.Property} {{ get; set; }}{initializer}");
    }

    private void EmitIsSet(CodeWriter code, StructureModel structure, MemberModel member)
    {
        var name = member.Property;
        if (service.Customizations.IsSetProperties.GetValueOrDefault(structure.Class)?.Contains(member.Name) == true)
        {
            code.Line($"internal bool IsSet{name}() => this.Is{name}Set;");
            using var body = code.Open($"public bool Is{name}Set");
            code.Line($"get => Amazon.Util.Internal.InternalSDKUtils.GetIsSet(this.{name});");
            code.Line($"set {{ var current = this.{name}; Amazon.Util.Internal.InternalSDKUtils.SetIsSet(value, ref current); this.{name} = current; }}");
            return;
        }

        var type = _types.Property(member);
        var isSet = type switch
        {
            _ when _types.IsCollection(member) =>
                $"this.{name} != null && (this.{name}.Count > 0 || !Amazon.AWSConfigs.InitializeCollections)",
            "Amazon.Runtime.Documents.Document" => $"!this.{name}.IsNull()",
            _ when type.EndsWith('?') => $"this.{name}.HasValue",
            _ => $"this.{name} != null",
        };
        code.Line($"internal bool IsSet{name}() => {isSet};");
    }

    private string? Attribute(MemberModel member)
    {
        var shape = service.Shape(member.Shape);
        var parts = new List<string>();
        if (member.Required)
        {
            parts.Add("Required = true");
        }

        if (shape.Flag("sensitive"))
        {
            parts.Add("Sensitive = true");
        }

        foreach (var bound in (string[])["min", "max"])
        {
            if (shape[bound] is { } value && long.TryParse(value.ToString(), out var number))
            {
                parts.Add($"{Naming.Upper(bound)} = {number}");
            }
        }

        return parts.Count == 0 ? null : $"[AWSProperty({string.Join(", ", parts)})]";
    }
}
