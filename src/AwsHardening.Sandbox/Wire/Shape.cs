namespace AwsHardening.Sandbox.Wire;

/// <summary>One shape of a service model, with what the wire needs to know of it.</summary>
internal sealed class Shape
{
    public required string Name { get; init; }

    public required ShapeKind Kind { get; init; }

    /// <summary>The members of a structure, in the model's order.</summary>
    public IReadOnlyList<ShapeMember> Members { get; set; } = [];

    /// <summary>The items of a list.</summary>
    public ShapeMember? Item { get; set; }

    /// <summary>The keys of a map.</summary>
    public ShapeMember? Key { get; set; }

    /// <summary>The values of a map.</summary>
    public ShapeMember? Value { get; set; }

    /// <summary>The member that fills the whole body, or null.</summary>
    public ShapeMember? Payload { get; set; }

    /// <summary>The name of the XML element where the shape is the whole body.</summary>
    public string? LocationName { get; init; }

    public bool Flattened { get; init; }

    public string? TimestampFormat { get; init; }

    public XmlNamespaceTrait? Namespace { get; init; }

    /// <summary>A value of any JSON, not described further.</summary>
    public bool IsDocument { get; init; }

    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>The code that an error has on the wire where it is not the shape's name.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>A member by its name in the model.</summary>
    public ShapeMember? Find(string name) => Members.FirstOrDefault(member => member.Name == name);
}
