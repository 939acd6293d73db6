using System.Collections;
using System.Text;
using System.Xml;
using AwsHardening.Clients.Runtime.Shapes;

namespace AwsHardening.Clients.Runtime.Xml;

/// <summary>Writes values as the XML of a rest-xml request.</summary>
internal static class XmlShapeWriter
{
    // As the official clients write it: entities for line ends, which readers would change otherwise.
    private static readonly XmlWriterSettings s_settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        OmitXmlDeclaration = true,
        NewLineHandling = NewLineHandling.Entitize,
    };

    /// <summary>A structure as a whole document.</summary>
    /// <param name="name">The root element.</param>
    /// <param name="trait">Its namespace, or null.</param>
    /// <param name="shape">The structure's shape.</param>
    /// <param name="value">The structure.</param>
    public static byte[] Write(string name, XmlNamespace? trait, StructureShape shape, object value)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, s_settings))
        {
            Element(xml, name, trait, "", inner => Members(xml, shape, value, inner));
        }

        return stream.ToArray();
    }

    private static void Members(XmlWriter xml, StructureShape shape, object structure, string ns)
    {
        var present = shape.Members.Where(member => member.Location == MemberLocation.Body)
            .Select(member => (Member: member, Value: member.Get(structure))).Where(pair => pair.Value is not null).ToList();
        foreach (var (member, value) in present.Where(pair => pair.Member.XmlAttribute))
        {
            Attribute(xml, shape, member, Scalar(member.Shape, value!, member.Format));
        }

        foreach (var (member, value) in present.Where(pair => !pair.Member.XmlAttribute))
        {
            Value(xml, member.XmlElementName, member.XmlNamespace, member.Shape, value!, ns, member.Format);
        }
    }

    // "xsi:type" stands in the model as the whole name; the prefix is the one that its structure declares.
    private static void Attribute(XmlWriter xml, StructureShape shape, Member member, string text)
    {
        var name = member.LocationName ?? member.Name;
        if (name.Split(':', 2) is [var prefix, var local] && shape.XmlNamespace is { } declared && declared.Prefix == prefix)
        {
            xml.WriteAttributeString(prefix, local, declared.Uri, text);
        }
        else
        {
            xml.WriteAttributeString(name, text);
        }
    }

    private static void Value(
        XmlWriter xml, string name, XmlNamespace? trait, Shape shape, object value, string ns, TimestampFormat format = TimestampFormat.Default)
    {
        switch (shape)
        {
            case StructureShape structure:
                // A default namespace of the shape counts where the shape is the whole document, a prefix wherever it is.
                var own = trait ?? (structure.XmlNamespace is { Prefix: not null } declared ? declared : null);
                Element(xml, name, own, ns, inner => Members(xml, structure, value, inner));
                break;
            case ListShape { Flattened: true } list:
                Items(xml, name, list, (IList)value, ns, trait);
                break;
            case ListShape list:
                Element(xml, name, trait, ns, inner => Items(xml, list.ElementName ?? "member", list, (IList)value, inner, null));
                break;
            case MapShape { Flattened: true } map:
                Entries(xml, name, trait, map, (IDictionary)value, ns);
                break;
            case MapShape map:
                Element(xml, name, trait, ns, inner => Entries(xml, "entry", null, map, (IDictionary)value, inner));
                break;
            default:
                Element(xml, name, trait, ns, _ => xml.WriteString(Scalar(shape, value, format)));
                break;
        }
    }

    private static void Items(XmlWriter xml, string name, ListShape list, IList values, string ns, XmlNamespace? trait)
    {
        foreach (var item in values.Cast<object?>().OfType<object>())
        {
            Value(xml, name, list.ElementNamespace ?? trait, list.Element, item, ns);
        }
    }

    private static void Entries(XmlWriter xml, string name, XmlNamespace? trait, MapShape map, IDictionary entries, string ns)
    {
        foreach (DictionaryEntry entry in entries)
        {
            if (entry.Value is { } value)
            {
                Element(xml, name, trait, ns, inner =>
                {
                    Element(xml, map.KeyName, map.KeyNamespace, inner, _ => xml.WriteString((string)entry.Key));
                    Value(xml, map.ValueName, map.ValueNamespace, map.Value, value, inner);
                });
            }
        }
    }

    private static void Element(XmlWriter xml, string name, XmlNamespace? trait, string ns, Action<string> content)
    {
        var inner = trait is { Prefix: null } ? trait.Uri : ns;
        xml.WriteStartElement(name, inner);
        if (trait?.Prefix is { } prefix)
        {
            xml.WriteAttributeString("xmlns", prefix, null, trait.Uri);
        }

        content(inner);
        xml.WriteEndElement();
    }

    private static string Scalar(Shape shape, object value, TimestampFormat format) =>
        Scalars.Write(shape, value, Scalars.Format(format, shape, TimestampFormat.Iso8601));
}
