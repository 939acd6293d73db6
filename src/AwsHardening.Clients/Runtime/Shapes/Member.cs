namespace AwsHardening.Clients.Runtime.Shapes;

/// <summary>One member of a structure: its shape, its names on the wire, and the way to its value.</summary>
/// <param name="name">The model's name.</param>
/// <param name="shape">The shape of the value.</param>
/// <param name="get">Reads the value from the structure; null when it is not set.</param>
/// <param name="set">Writes the value into the structure.</param>
internal sealed class Member(string name, Shape shape, Func<object, object?> get, Action<object, object?> set)
{
    public string Name { get; } = name;

    public Shape Shape { get; } = shape;

    public string? LocationName { get; init; }

    /// <summary>The ec2 protocol's own name for requests.</summary>
    public string? QueryName { get; init; }

    public MemberLocation Location { get; init; }

    /// <summary>The format that this use of a timestamp asks for.</summary>
    public TimestampFormat Format { get; init; }

    /// <summary>An XML attribute, not an element.</summary>
    public bool XmlAttribute { get; init; }

    /// <summary>The namespace of the element that carries this member in XML, or null.</summary>
    public XmlNamespace? XmlNamespace { get; init; }

    /// <summary>Filled with a new token when the caller leaves it out, so that a retried call takes effect once.</summary>
    public bool IdempotencyToken { get; init; }

    /// <summary>A string that travels as base64 in a header, because it holds JSON.</summary>
    public bool JsonValue { get; init; }

    /// <summary>A blob that the caller reads from the network as it arrives.</summary>
    public bool Streaming { get; init; }

    /// <summary>The element that carries this member in XML: of a flattened list, each of its elements.</summary>
    public string XmlElementName =>
        Shape is ListShape { Flattened: true, ElementName: { } element } ? element : LocationName ?? Name;

    /// <summary>The same member of a structure that is reached from another.</summary>
    public Member Through(Func<object, object> reach) => new(Name, Shape, o => Get(reach(o)), (o, v) => Set(reach(o), v))
    {
        LocationName = LocationName,
        QueryName = QueryName,
        Location = Location,
        Format = Format,
        XmlAttribute = XmlAttribute,
        XmlNamespace = XmlNamespace,
        IdempotencyToken = IdempotencyToken,
        JsonValue = JsonValue,
        Streaming = Streaming,
    };

    public object? Get(object structure) => get(structure);

    public void Set(object structure, object? value) => set(structure, value);
}
