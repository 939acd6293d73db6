using System.Text;
using System.Text.Json.Nodes;

namespace AwsHardening.ClientGenerator.Model;

/// <summary>How the SDK for .NET turns a model's names into C#.</summary>
internal static class Naming
{
    public static string Upper(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    /// <summary>The parameter that sets a property. A name all in capitals has none left.</summary>
    public static string Parameter(string property) => property.All(char.IsAsciiLetterUpper)
        ? property.ToLowerInvariant()
        : char.ToLowerInvariant(property[0]) + property[1..];

    /// <summary>A service's name where no customization gives it: the abbreviation without the owner's name.</summary>
    public static string ServiceName(JsonNode metadata)
    {
        var name = metadata.Text("serviceAbbreviation") ?? metadata.Text("serviceFullName")!;
        foreach (var owner in (string[])["Amazon", "AWS"])
        {
            name = name.StartsWith(owner + " ", StringComparison.Ordinal) ? name[(owner.Length + 1)..] : name;
        }

        return string.Concat(name.Where(char.IsAsciiLetterOrDigit));
    }

    public static string ExceptionName(string name) => name.EndsWith("Fault", StringComparison.Ordinal)
        ? name[..^"Fault".Length] + "Exception"
        : name + "Exception";

    /// <summary>The static field of an enum value: what is no identifier falls away, and the next letter is a capital.</summary>
    public static string EnumField(string value)
    {
        var field = new StringBuilder();
        var capital = true;
        foreach (var c in value)
        {
            if (char.IsAsciiLetterOrDigit(c) || c == '_')
            {
                field.Append(capital ? char.ToUpperInvariant(c) : c);
                capital = false;
            }
            else
            {
                capital = true;
            }
        }

        return field.Length == 0 || char.IsAsciiDigit(field[0]) ? "_" + field : field.ToString();
    }
}
