namespace AwsHardening.Sandbox.Wire;

/// <summary>A place that holds a shape: a member of a structure, the item of a list, the input of an operation.</summary>
internal sealed class ShapeMember
{
    /// <summary>The name in the model; empty for the items, keys and values of collections.</summary>
    public required string Name { get; init; }

    public required Shape Shape { get; init; }

    public string? LocationName { get; init; }

    public string? QueryName { get; init; }

    public MemberLocation Location { get; init; }

    public bool Flattened { get; init; }

    public string? TimestampFormat { get; init; }

    public XmlNamespaceTrait? Namespace { get; init; }

    public bool IsXmlAttribute { get; init; }

    /// <summary>A string that holds JSON, in base 64 where it is a header.</summary>
    public bool IsJsonValue { get; init; }

    public string? ResultWrapper { get; init; }

    /// <summary>The name in XML, JSON, headers and paths.</summary>
    public string WireName => LocationName ?? Name;

    public bool IsFlattened => Flattened || Shape.Flattened;
}
