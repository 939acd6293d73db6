using System.Collections;

namespace AwsHardening.Clients.Runtime.Shapes;

/// <summary>A list of values of one shape.</summary>
/// <param name="create">Makes an empty list.</param>
/// <param name="element">The shape of every element.</param>
internal sealed class ListShape(Func<IList> create, Shape element) : Shape(ShapeType.List)
{
    public Shape Element { get; } = element;

    /// <summary>The model's name of an element in XML and query strings, or null for <c>member</c>.</summary>
    public string? ElementName { get; init; }

    /// <summary>The namespace of an element in XML, or null.</summary>
    public XmlNamespace? ElementNamespace { get; init; }

    /// <summary>Elements stand without a container around them.</summary>
    public bool Flattened { get; init; }

    /// <summary>Null elements are kept, not dropped.</summary>
    public bool Sparse { get; init; }

    public IList Create() => create();

    /// <summary>The same list where the member that holds it is flattened: then the member names the elements.</summary>
    public ListShape AsFlattened() => new(create, Element) { Flattened = true, Sparse = Sparse, ElementNamespace = ElementNamespace };
}
