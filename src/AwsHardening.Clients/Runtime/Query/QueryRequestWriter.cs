using System.Collections;
using System.Globalization;
using Amazon.Runtime.Internal;
using AwsHardening.Clients.Runtime.Calls;
using AwsHardening.Clients.Runtime.Shapes;

namespace AwsHardening.Clients.Runtime.Query;

/// <summary>Writes a request as form parameters. ec2 is a dialect of query: it capitalises names and flattens every list.</summary>
/// <param name="parameters">Receives name and value pairs; the collection sorts them.</param>
/// <param name="ec2">Write the ec2 dialect.</param>
internal sealed class QueryRequestWriter(ParameterCollection parameters, bool ec2)
{
    public void Write(Operation operation, object request, string apiVersion)
    {
        parameters.Add("Action", operation.Name);
        parameters.Add("Version", apiVersion);
        WriteMembers("", operation.Input, request);
    }

    private void WriteMembers(string prefix, StructureShape shape, object structure)
    {
        foreach (var member in shape.Members)
        {
            var value = member.Get(structure) ?? (member.IdempotencyToken ? IdempotencyTokens.Next() : null);
            if (value is not null)
            {
                WriteValue(prefix + Name(member), member.Shape, value, member.Format);
            }
        }
    }

    private string Name(Member member)
    {
        if (!ec2)
        {
            return member.LocationName ?? member.Name;
        }

        if (member.QueryName is not null)
        {
            return member.QueryName;
        }

        var name = member.LocationName ?? member.Name;
        return char.ToUpperInvariant(name[0]) + name[1..];
    }

    private void WriteValue(string name, Shape shape, object value, TimestampFormat format)
    {
        switch (shape)
        {
            case StructureShape structure:
                WriteMembers(name + ".", structure, value);
                break;
            case ListShape list:
                WriteList(name, list, (IList)value);
                break;
            case MapShape map:
                WriteMap(name, map, (IDictionary)value);
                break;
            default:
                parameters.Add(name, Scalars.Write(shape, value, Scalars.Format(format, shape, TimestampFormat.Iso8601)));
                break;
        }
    }

    private void WriteList(string name, ListShape list, IList values)
    {
        if (values.Count == 0)
        {
            // In query an empty list is an explicit empty parameter: "set this to nothing". ec2 has no such notion.
            if (!ec2)
            {
                parameters.Add(name, "");
            }

            return;
        }

        var prefix = ec2 ? name : ElementPrefix(name, list);
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value)
            {
                WriteValue(Numbered(prefix, i), list.Element, value, TimestampFormat.Default);
            }
        }
    }

    private static string ElementPrefix(string name, ListShape list)
    {
        if (!list.Flattened)
        {
            return $"{name}.{list.ElementName ?? "member"}";
        }

        return list.ElementName is null ? name : name[..(name.LastIndexOf('.') + 1)] + list.ElementName;
    }

    private void WriteMap(string name, MapShape map, IDictionary values)
    {
        var prefix = map.Flattened ? name : name + ".entry";
        var i = 0;
        foreach (DictionaryEntry entry in values)
        {
            var numbered = Numbered(prefix, i++);
            parameters.Add($"{numbered}.{map.KeyName}", (string)entry.Key);
            if (entry.Value is not null)
            {
                WriteValue($"{numbered}.{map.ValueName}", map.Value, entry.Value, TimestampFormat.Default);
            }
        }
    }

    private static string Numbered(string prefix, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}.{index + 1}");
}
