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
            }

            EmitConstructors(code, structure);
            foreach (var member in structure.Members)
            {
                EmitProperty(code, member);
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
            var parameters = string.Join(", ", members.Select(m => $"{_types.Property(m)} {Naming.Lower(m.Property)}"));
            using var body = code.Open($"public {structure.Class}({parameters})");
            foreach (var member in members)
            {
                code.Line($"this.{member.Property} = {Naming.Lower(member.Property)};");
            }
        }
    }

    private void EmitProperty(CodeWriter code, MemberModel member)
    {
        var type = _types.Property(member);
        if (Attribute(member) is { } attribute)
        {
            code.Line(attribute);
        }

        if (_types.IsCollection(member))
        {
            code.Line($"public {type} {member.Property} {{ get; set; }} = Amazon.AWSConfigs.InitializeCollections ? new {type}() : null;");
            code.Line($"internal bool IsSet{member.Property}() => this.{member.Property} != null && (this.{member.Property}.Count > 0 || !Amazon.AWSConfigs.InitializeCollections);");
            return;
        }

        code.Line($"public {type} {member.Property} {{ get; set; }}");
        var isSet = type == "Amazon.Runtime.Documents.Document"
            ? $"!this.{member.Property}.IsNull()"
            : type.EndsWith('?') ? $"this.{member.Property}.HasValue" : $"this.{member.Property} != null";
        code.Line($"internal bool IsSet{member.Property}() => {isSet};");
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
