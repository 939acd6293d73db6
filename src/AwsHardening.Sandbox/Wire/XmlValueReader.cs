using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace AwsHardening.Sandbox.Wire;

/// <summary>Reads values from the XML of rest-xml requests. Namespaces are not looked at: clients differ in them.</summary>
internal static class XmlValueReader
{
    public static JsonObject ReadMembers(Shape shape, XElement element, Func<ShapeMember, bool>? filter = null)
    {
        var result = new JsonObject();
        foreach (ShapeMember member in shape.Members.Where(member => filter?.Invoke(member) ?? true))
        {
            if (member.IsXmlAttribute)
            {
                string local = member.WireName.Split(':')[^1];
                if (element.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == local) is { } found)
                {
                    result[member.Name] = Scalars.Parse(found.Value, member);
                }

                continue;
            }

            List<XElement> children = Children(element, member.WireName);
            if (children.Count > 0)
            {
                result[member.Name] = member.IsFlattened ? ReadFlattened(member, children) : Read(member, children[0]);
            }
        }

        return result;
    }

    private static JsonNode Read(ShapeMember place, XElement element)
    {
        Shape shape = place.Shape;
        return shape.Kind switch
        {
            ShapeKind.Structure => ReadMembers(shape, element),
            ShapeKind.List => ReadItems(shape, Children(element, shape.Item!.LocationName ?? "member")),
            ShapeKind.Map => ReadEntries(shape, Children(element, "entry")),
            _ => Scalars.Parse(element.Value, place),
        };
    }

    private static JsonNode ReadFlattened(ShapeMember place, List<XElement> elements) =>
        place.Shape.Kind == ShapeKind.Map ? ReadEntries(place.Shape, elements) : ReadItems(place.Shape, elements);

    private static JsonArray ReadItems(Shape list, List<XElement> elements) =>
        [.. elements.Select(element => Read(list.Item!, element))];

    private static JsonObject ReadEntries(Shape map, List<XElement> entries)
    {
        var result = new JsonObject();
        foreach (XElement entry in entries)
        {
            XElement? key = Children(entry, map.Key!.LocationName ?? "key").FirstOrDefault();
            XElement? value = Children(entry, map.Value!.LocationName ?? "value").FirstOrDefault();
            result[(key ?? throw new FormatException("A map has an entry without a key.")).Value] =
                value is null ? null : Read(map.Value, value);
        }

        return result;
    }

    private static List<XElement> Children(XElement element, string name) =>
        [.. element.Elements().Where(child => child.Name.LocalName == name)];
}
