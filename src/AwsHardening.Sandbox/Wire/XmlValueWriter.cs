using System.Text.Json.Nodes;
using System.Xml;

namespace AwsHardening.Sandbox.Wire;

/// <summary>Writes values as the XML that the query, ec2 and rest-xml protocols share.</summary>
internal sealed class XmlValueWriter(XmlWriter xml)
{
    /// <summary>The members of a structure, inside the element that is open.</summary>
    public void WriteMembers(Shape shape, JsonObject value, string ns, Func<ShapeMember, bool>? filter = null)
    {
        var present = shape.Members
            .Where(member => filter?.Invoke(member) ?? true)
            .Select(member => (Member: member, Value: value[member.Name]))
            .Where(pair => pair.Value is not null)
            .ToList();
        foreach ((ShapeMember member, JsonNode? attribute) in present.Where(pair => pair.Member.IsXmlAttribute))
        {
            WriteAttribute(shape, member, attribute!);
        }

        foreach ((ShapeMember member, JsonNode? child) in present.Where(pair => !pair.Member.IsXmlAttribute))
        {
            Write(member.WireName, member, child!, ns);
        }
    }

    /// <summary>One value as an element, or as several where its list or map is flattened.</summary>
    public void Write(string name, ShapeMember place, JsonNode value, string ns)
    {
        if (place.IsFlattened && place.Shape.Kind == ShapeKind.List)
        {
            foreach (JsonNode? item in value.AsArray())
            {
                Element(name, place.Shape.Item!.Namespace ?? Trait(place), ns, inner => Content(place.Shape.Item!, item!, inner));
            }
        }
        else if (place.IsFlattened && place.Shape.Kind == ShapeKind.Map)
        {
            foreach ((string key, JsonNode? entry) in value.AsObject())
            {
                Element(name, Trait(place), ns, inner => Entry(place.Shape, key, entry!, inner));
            }
        }
        else
        {
            Element(name, Trait(place), ns, inner => Content(place, value, inner));
        }
    }

    private void Content(ShapeMember place, JsonNode value, string ns)
    {
        Shape shape = place.Shape;
        switch (shape.Kind)
        {
            case ShapeKind.Structure:
                WriteMembers(shape, value.AsObject(), ns);
                break;
            case ShapeKind.List:
                foreach (JsonNode? item in value.AsArray())
                {
                    Write(shape.Item!.LocationName ?? "member", shape.Item, item!, ns);
                }

                break;
            case ShapeKind.Map:
                foreach ((string key, JsonNode? entry) in value.AsObject())
                {
                    xml.WriteStartElement("entry", ns);
                    Entry(shape, key, entry!, ns);
                    xml.WriteEndElement();
                }

                break;
            default:
                xml.WriteString(Scalars.Write(value, place, Timestamps.Iso8601));
                break;
        }
    }

    private void Entry(Shape map, string key, JsonNode value, string ns)
    {
        Element(map.Key!.LocationName ?? "key", map.Key.Namespace, ns, _ => xml.WriteString(key));
        Write(map.Value!.LocationName ?? "value", map.Value, value, ns);
    }

    // The default namespace of a shape counts where the shape is the whole document, a prefix wherever it is.
    private static XmlNamespaceTrait? Trait(ShapeMember place) =>
        place.Namespace ?? (place.Shape.Namespace is { Prefix: not null } trait ? trait : null);

    private void Element(string name, XmlNamespaceTrait? trait, string ns, Action<string> content)
    {
        string inner = trait is { Prefix: null } ? trait.Uri : ns;
        xml.WriteStartElement(name, inner);
        DeclarePrefix(trait);
        content(inner);
        xml.WriteEndElement();
    }

    public void DeclarePrefix(XmlNamespaceTrait? trait)
    {
        if (trait?.Prefix is { } prefix)
        {
            xml.WriteAttributeString("xmlns", prefix, null, trait.Uri);
        }
    }

    // "xsi:type" stands in the model as the whole name; the prefix is the one that its structure declares.
    private void WriteAttribute(Shape shape, ShapeMember member, JsonNode value)
    {
        string text = Scalars.Write(value, member, Timestamps.Iso8601);
        if (member.WireName.Split(':', 2) is [var prefix, var local] && shape.Namespace?.Prefix == prefix)
        {
            xml.WriteAttributeString(prefix, local, shape.Namespace.Uri, text);
        }
        else
        {
            xml.WriteAttributeString(member.WireName, text);
        }
    }
}
