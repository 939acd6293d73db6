using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Wire;

/// <summary>Reads values from forms: the names of the query protocol, or those of ec2.</summary>
internal sealed class FormValueReader(bool ec2)
{
    public JsonObject ReadMembers(Shape shape, FormNode form)
    {
        var result = new JsonObject();
        foreach (ShapeMember member in shape.Members)
        {
            if (form.Find(NameOf(member)) is { } node)
            {
                result[member.Name] = Read(member, node);
            }
            else if (FlattenedUnderItemName(member) is { } itemName && form.Find(itemName) is { } items)
            {
                result[member.Name] = Read(member, items);
            }
        }

        return result;
    }

    /// <summary>The name that a member has in a form.</summary>
    public string NameOf(ShapeMember member) => !ec2
        ? member.WireName
        : member.QueryName ?? char.ToUpperInvariant(member.WireName[0]) + member.WireName[1..];

    private JsonNode Read(ShapeMember place, FormNode node)
    {
        Shape shape = place.Shape;
        return shape.Kind switch
        {
            ShapeKind.Structure => ReadMembers(shape, node),
            ShapeKind.List => ReadItems(place, node),
            ShapeKind.Map => ReadEntries(shape, place.IsFlattened ? node : node.Find("entry")),
            _ => Scalars.Parse(node.Value ?? throw new FormatException($"{place.Name} has parts and should have none."), place),
        };
    }

    private JsonArray ReadItems(ShapeMember place, FormNode node)
    {
        ShapeMember item = place.Shape.Item!;
        FormNode? numbered = ec2 || place.IsFlattened ? node : node.Find(item.LocationName ?? "member");
        return numbered is null ? [] : [.. numbered.Numbered().Select(child => Read(item, child))];
    }

    private JsonObject ReadEntries(Shape map, FormNode? node)
    {
        var result = new JsonObject();
        foreach (FormNode entry in node?.Numbered() ?? [])
        {
            string key = entry.Find(map.Key!.LocationName ?? "key")?.Value
                ?? throw new FormatException("A map has an entry without a key.");
            result[key] = entry.Find(map.Value!.LocationName ?? "value") is { } value ? Read(map.Value, value) : null;
        }

        return result;
    }

    // Older models give a flattened list the name of its items, and their clients send that one.
    private string? FlattenedUnderItemName(ShapeMember member) =>
        !ec2 && member.IsFlattened && member.Shape.Kind == ShapeKind.List ? member.Shape.Item!.LocationName : null;
}
