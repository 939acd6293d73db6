using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>Reads a structure of parameters in the model's member names; an absent and a null member are the same.</summary>
internal sealed class Ec2Input(JsonObject json)
{
    public bool Has(string name) => json[name] is not null;

    public string? Text(string name) => json[name] is JsonValue value ? AsText(value) : null;

    public string Required(string name) =>
        Text(name) is { Length: > 0 } text ? text : throw Ec2Errors.MissingParameter(name);

    public int? Number(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Ec2Errors.InvalidValue($"Invalid value '{text}' for {name}. It must be an integer.");
    }

    public int RequiredNumber(string name) => Number(name) ?? throw Ec2Errors.MissingParameter(name);

    public bool? Flag(string name) =>
        Text(name) is not { } text ? null
        : bool.TryParse(text, out var flag) ? flag
        : throw Ec2Errors.InvalidValue($"Invalid value '{text}' for {name}. It must be true or false.");

    /// <summary>The Value of an attribute structure, as the Modify operations take it.</summary>
    public bool? Attribute(string name) => Item(name)?.Flag("Value");

    public List<string> Texts(string name) =>
        json[name] is JsonArray array ? [.. array.OfType<JsonValue>().Select(AsText)] : [];

    public List<string> RequiredTexts(string name) =>
        Texts(name) is { Count: > 0 } texts ? texts : throw Ec2Errors.MissingParameter(name);

    public List<Ec2Input> Items(string name) =>
        json[name] is JsonArray array ? [.. array.OfType<JsonObject>().Select(item => new Ec2Input(item))] : [];

    public Ec2Input? Item(string name) => json[name] is JsonObject item ? new Ec2Input(item) : null;

    private static string AsText(JsonValue value) =>
        value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
}
