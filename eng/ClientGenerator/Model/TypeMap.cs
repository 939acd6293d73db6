using System.Text.Json.Nodes;

namespace AwsHardening.ClientGenerator.Model;

/// <summary>The C# types of shapes, by the rules of the SDK for .NET v4.</summary>
internal sealed class TypeMap(ServiceModel service)
{
    /// <summary>The type of a property: value types are nullable, enums are constant classes.</summary>
    public string Property(MemberModel member)
    {
        if (member.EpochMilliseconds)
        {
            return "DateTime?";
        }

        var shape = member.Flattened is { } inner
            ? service.Shape(member.Shape)["members"]![inner].Text("shape")!
            : member.Shape;
        return IsEnum(shape) ? EnumClass(shape) : Type(shape, nullable: true);
    }

    /// <summary>The type of a value inside a collection: enums are strings there.</summary>
    public string Type(string name, bool nullable)
    {
        var shape = service.Shape(name);
        var mark = nullable ? "?" : "";
        return shape.Text("type") switch
        {
            "string" or "character" => "string",
            "boolean" => "bool" + mark,
            "integer" or "short" or "byte" => "int" + mark,
            "long" => "long" + mark,
            "float" => "float" + mark,
            "double" => "double" + mark,
            "timestamp" => "DateTime" + mark,
            "blob" => shape.Flag("streaming") ? "Stream" : "MemoryStream",
            "list" => $"List<{Type(shape["member"].Text("shape")!, nullable: false)}>",
            "map" => $"Dictionary<string, {Type(shape["value"].Text("shape")!, nullable: false)}>",
            "structure" when shape.Flag("document") => "Amazon.Runtime.Documents.Document",
            "structure" when shape.Flag("eventstream") => throw new UsageException(
                $"{service.Namespace}: {name} is an event stream, which generated clients do not support."),
            "structure" => service.Namespace + ".Model." + service.ClassName(name),
            var other => throw new UsageException($"{service.Namespace}: {name} has the unknown type {other}."),
        };
    }

    public bool IsEnum(string name) => service.Shape(name) is var shape && shape.Text("type") == "string" && shape["enum"] is JsonArray;

    public string EnumClass(string name) => service.Namespace + "." + service.ClassName(name);

    public bool IsCollection(MemberModel member) =>
        !member.EpochMilliseconds && member.Flattened is null && service.Shape(member.Shape).Text("type") is "list" or "map";
}
