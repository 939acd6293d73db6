using System.Collections;
using System.Xml;
using AwsHardening.Clients.Runtime.Shapes;

namespace AwsHardening.Clients.Runtime.Xml;

/// <summary>Reads values from XML in one pass. What the model does not know is skipped.</summary>
internal static class XmlShapeReader
{
    /// <summary>Fills a structure from the element at which the reader stands, and leaves the reader behind it.</summary>
    /// <param name="reader">Stands at the element's start.</param>
    /// <param name="shape">The structure's shape.</param>
    /// <param name="structure">The value to fill.</param>
    /// <param name="unknown">Gets every child that is no member; true when it has read the child.</param>
    public static void ReadMembers(
        XmlReader reader, StructureShape shape, object structure, Func<XmlReader, bool>? unknown = null)
    {
        ReadAttributes(reader, shape, structure);
        var flattened = new Dictionary<Member, object>();
        if (EnterElement(reader))
        {
            while (NextElement(reader))
            {
                if (shape.ByXmlName.TryGetValue(reader.LocalName, out var member) && !member.XmlAttribute)
                {
                    ReadMember(reader, member, structure, flattened);
                }
                else if (unknown?.Invoke(reader) != true)
                {
                    reader.Skip();
                }
            }

            reader.ReadEndElement();
        }
    }

    private static void ReadAttributes(XmlReader reader, StructureShape shape, object structure)
    {
        if (!reader.HasAttributes)
        {
            return;
        }

        foreach (var member in shape.Members)
        {
            if (member.XmlAttribute && reader.GetAttribute(member.LocationName ?? member.Name) is { } text)
            {
                member.Set(structure, Scalars.Read(member.Shape, text));
            }
        }
    }

    private static void ReadMember(XmlReader reader, Member member, object structure, Dictionary<Member, object> flattened)
    {
        switch (member.Shape)
        {
            case ListShape { Flattened: true } list:
                ((IList)Collected(member, list.Create, structure, flattened)).Add(ReadValue(reader, list.Element));
                break;
            case MapShape { Flattened: true } map:
                ReadEntry(reader, map, (IDictionary)Collected(member, map.Create, structure, flattened));
                break;
            default:
                if (ReadValue(reader, member.Shape) is { } value)
                {
                    member.Set(structure, value);
                }

                break;
        }
    }

    /// <summary>The collection into which the repeated elements of one member go.</summary>
    private static object Collected(Member member, Func<object> create, object structure, Dictionary<Member, object> flattened)
    {
        if (!flattened.TryGetValue(member, out var collection))
        {
            flattened[member] = collection = create();
            member.Set(structure, collection);
        }

        return collection;
    }

    private static object? ReadValue(XmlReader reader, Shape shape)
    {
        switch (shape)
        {
            case StructureShape structure:
                var value = structure.Create();
                ReadMembers(reader, structure, value);
                return value;
            case ListShape list:
                return ReadList(reader, list);
            case MapShape map:
                return ReadMap(reader, map);
            default:
                var text = reader.ReadElementContentAsString();
                return text.Length == 0 && shape.Type is not (ShapeType.String or ShapeType.Blob) ? null : Scalars.Read(shape, text);
        }
    }

    private static IList ReadList(XmlReader reader, ListShape list)
    {
        var values = list.Create();
        var name = list.ElementName ?? "member";
        if (EnterElement(reader))
        {
            while (NextElement(reader))
            {
                if (reader.LocalName == name)
                {
                    values.Add(ReadValue(reader, list.Element));
                }
                else
                {
                    reader.Skip();
                }
            }

            reader.ReadEndElement();
        }

        return values;
    }

    private static IDictionary ReadMap(XmlReader reader, MapShape map)
    {
        var values = map.Create();
        if (EnterElement(reader))
        {
            while (NextElement(reader))
            {
                ReadEntry(reader, map, values);
            }

            reader.ReadEndElement();
        }

        return values;
    }

    private static void ReadEntry(XmlReader reader, MapShape map, IDictionary values)
    {
        string? key = null;
        object? value = null;
        if (EnterElement(reader))
        {
            while (NextElement(reader))
            {
                if (reader.LocalName == map.KeyName)
                {
                    key = reader.ReadElementContentAsString();
                }
                else if (reader.LocalName == map.ValueName)
                {
                    value = ReadValue(reader, map.Value);
                }
                else
                {
                    reader.Skip();
                }
            }

            reader.ReadEndElement();
        }

        if (key is not null)
        {
            values[key] = value;
        }
    }

    /// <summary>Steps into an element; false when it is empty, and then behind it.</summary>
    public static bool EnterElement(XmlReader reader)
    {
        var empty = reader.IsEmptyElement;
        reader.Read();
        return !empty;
    }

    /// <summary>Stands at the next child's start; false at the parent's end.</summary>
    public static bool NextElement(XmlReader reader) => reader.MoveToContent() switch
    {
        XmlNodeType.Element => true,
        XmlNodeType.EndElement or XmlNodeType.None => false,
        _ => reader.Read() && NextElement(reader),
    };
}
