using System.Text.Json.Nodes;
using AwsHardening.ClientGenerator.Model;

namespace AwsHardening.ClientGenerator.Emit;

/// <summary>Emits what the codecs need to know of every class: one lazily made table a structure, list and map.</summary>
internal sealed class TableEmitter(ServiceModel service, ShapeWalk walk)
{
    private readonly TypeMap _types = new(service);
    private readonly bool _isRestXml = service.Protocol == "rest-xml";

    public string Emit()
    {
        var code = new CodeWriter(service.Namespace + ".Internal", "System.IO", "AwsHardening.Clients.Runtime.Shapes");
        code.Line();
        using (code.Open("internal static class Structures"))
        {
            foreach (var structure in walk.Structures)
            {
                EmitStructure(code, structure);
            }

            foreach (var operation in service.Operations.Where(o => o.Wrap is not null))
            {
                EmitWrapped(code, operation);
            }
        }

        code.Line();
        using (code.Open("internal static class Collections"))
        {
            foreach (var shape in walk.Collections)
            {
                EmitCollection(code, shape);
            }
        }

        return code.ToString();
    }

    private void EmitStructure(CodeWriter code, StructureModel structure)
    {
        var name = structure.Class;
        var traits = new List<string>();
        Add("Payload", structure.Payload is { } payload ? CodeWriter.Literal(payload) : null);
        if (_isRestXml && structure.Shape is { } shape)
        {
            Add("XmlName", service.Shape(shape).Text("locationName") is { } root ? CodeWriter.Literal(root) : null);
            Add("XmlNamespace", XmlNamespaces.Expression(service.Shape(shape)["xmlNamespace"]));
        }

        var initializer = traits.Count == 0 ? "" : $" {{ {string.Join(", ", traits)} }}";
        code.Line($"private static StructureShape s_{name};");
        code.Line($"internal static StructureShape {name} => s_{name} ??= new({CodeWriter.Literal(structure.Shape ?? name)}, static () => new Model.{name}(), Members{name}){initializer};");
        if (structure.Members.Count == 0)
        {
            code.Line($"private static Member[] Members{name}() => [];");
            return;
        }

        using var body = code.Open($"private static Member[] Members{name}() => new Member[]", ";");
        foreach (var item in structure.Members)
        {
            code.Line(Entry(name, item));
        }

        void Add(string trait, string? value)
        {
            if (value is not null)
            {
                traits.Add($"{trait} = {value}");
            }
        }
    }

    /// <summary>A response whose one property is the whole result: the result's members, reached through that property.</summary>
    private void EmitWrapped(CodeWriter code, OperationModel operation)
    {
        var name = operation.ResponseClass;
        var inner = service.ClassName(operation.Output!);
        code.Line($"private static StructureShape s_{name};");
        code.Line($"internal static StructureShape {name} => s_{name} ??= StructureShape.Through({inner}, static () => new Model.{name} {{ {operation.Wrap} = new() }}, static o => ((Model.{name})o).{operation.Wrap});");
    }

    private string Entry(string className, MemberModel member)
    {
        var property = $"((Model.{className})o).{member.Property}";
        var type = _types.Property(member);
        var shape = Reference(member.Shape);
        string get, set;
        if (member.Flattened is { } inner)
        {
            var innerJson = service.Shape(member.Shape)["members"]![inner]!;
            shape = $"Boxed.Shape(\"{member.Shape}\", \"{inner}\", {CodeWriter.Literal(innerJson.Text("locationName"))}, {Reference(innerJson.Text("shape")!)})";
            get = $"Boxed.Of({property})";
            set = $"({type})((Boxed)v).Value";
        }
        else if (member.EpochMilliseconds)
        {
            shape = "Shape.TimestampMilliseconds";
            (get, set) = (property, "(DateTime?)v");
        }
        else if (_types.IsEnum(member.Shape))
        {
            (get, set) = (property + "?.Value", "(string)v");
        }
        else if (_types.IsCollection(member))
        {
            get = $"((Model.{className})o).IsSet{member.Property}() ? {property} : null";
            set = $"({type})v";
            shape += member.Json.Flag("flattened") ? ".AsFlattened()" : "";
        }
        else if (type == "Amazon.Runtime.Documents.Document")
        {
            get = $"((Model.{className})o).IsSet{member.Property}() ? {property} : null";
            set = $"({type})v";
        }
        else
        {
            (get, set) = (property, $"({type})v");
        }

        var assign = $"{property} = {set}";
        if (service.Customizations.IsSetProperties.GetValueOrDefault(className)?.Contains(member.Name) == true)
        {
            // What the service sent counts as set, even when it is empty.
            assign = $"{{ {assign}; ((Model.{className})o).Is{member.Property}Set = true; }}";
        }

        return $"new({CodeWriter.Literal(member.Name)}, {shape}, static o => {get}, static (o, v) => {assign}){Traits(member)},";
    }

    private string Traits(MemberModel member)
    {
        var json = member.Json;
        var traits = new List<string>();
        Add("LocationName", json.Text("locationName") is { } name && name != member.Name ? CodeWriter.Literal(name) : null);
        Add("QueryName", json.Text("queryName") is { } query ? CodeWriter.Literal(query) : null);
        Add("Location", json.Text("location") switch
        {
            "header" => "MemberLocation.Header",
            "headers" => "MemberLocation.Headers",
            "uri" => "MemberLocation.Uri",
            "querystring" => "MemberLocation.QueryString",
            "statusCode" => "MemberLocation.StatusCode",
            _ => null,
        });
        Add("Format", Timestamps.Format(json.Text("timestampFormat")));
        Add("XmlAttribute", json.Flag("xmlAttribute") ? "true" : null);
        Add("XmlNamespace", _isRestXml ? XmlNamespaces.Expression(json["xmlNamespace"]) : null);
        Add("IdempotencyToken", json.Flag("idempotencyToken") ? "true" : null);
        Add("JsonValue", json.Flag("jsonvalue") ? "true" : null);
        Add("Streaming", json.Flag("streaming") || service.Shape(member.Shape).Flag("streaming") ? "true" : null);
        return traits.Count == 0 ? "" : $" {{ {string.Join(", ", traits)} }}";

        void Add(string trait, string? value)
        {
            if (value is not null)
            {
                traits.Add($"{trait} = {value}");
            }
        }
    }

    private void EmitCollection(CodeWriter code, string name)
    {
        var shape = service.Shape(name);
        var type = _types.Type(name, nullable: false);
        var traits = new List<string>();
        if (shape.Flag("flattened"))
        {
            traits.Add("Flattened = true");
        }

        if (shape.Flag("sparse"))
        {
            traits.Add("Sparse = true");
        }

        if (shape.Text("type") == "list")
        {
            AddName("ElementName", shape["member"]);
            AddNamespace("ElementNamespace", shape["member"]);
            Emit("ListShape", Reference(shape["member"].Text("shape")!));
        }
        else
        {
            AddName("KeyName", shape["key"]);
            AddName("ValueName", shape["value"]);
            AddNamespace("KeyNamespace", shape["key"]);
            AddNamespace("ValueNamespace", shape["value"]);
            Emit("MapShape", Reference(shape["value"].Text("shape")!));
        }

        void AddName(string trait, JsonNode? json)
        {
            if (json.Text("locationName") is { } location)
            {
                traits.Add($"{trait} = {CodeWriter.Literal(location)}");
            }
        }

        void AddNamespace(string trait, JsonNode? json)
        {
            if (_isRestXml && XmlNamespaces.Expression(json?["xmlNamespace"]) is { } expression)
            {
                traits.Add($"{trait} = {expression}");
            }
        }

        void Emit(string kind, string element)
        {
            var initializer = traits.Count == 0 ? "" : $" {{ {string.Join(", ", traits)} }}";
            code.Line($"private static {kind} s_{name};");
            code.Line($"internal static {kind} {name} => s_{name} ??= new(static () => new {type}(), {element}){initializer};");
        }
    }

    /// <summary>The expression that gives a shape's table.</summary>
    private string Reference(string name)
    {
        var shape = service.Shape(name);
        return shape.Text("type") switch
        {
            "string" or "character" => "Shape.String",
            "boolean" => "Shape.Boolean",
            "integer" or "short" or "byte" => "Shape.Integer",
            "long" => "Shape.Long",
            "float" => "Shape.Float",
            "double" => "Shape.Double",
            "blob" => "Shape.Blob",
            "timestamp" => Timestamps.Shape(shape.Text("timestampFormat")),
            "structure" when shape.Flag("document") => "Shape.Document",
            "structure" => "Structures." + service.ClassName(name),
            _ => "Collections." + service.Resolve(name),
        };
    }
}
