using System.Collections;

namespace AwsHardening.Clients.Runtime.Shapes;

/// <summary>A map from strings to values of one shape.</summary>
/// <param name="create">Makes an empty map.</param>
/// <param name="value">The shape of every value.</param>
internal sealed class MapShape(Func<IDictionary> create, Shape value) : Shape(ShapeType.Map)
{
    public Shape Value { get; } = value;

    /// <summary>The element of a key in XML and query strings.</summary>
    public string KeyName { get; init; } = "key";

    /// <summary>The element of a value in XML and query strings.</summary>
    public string ValueName { get; init; } = "value";

    /// <summary>The namespace of a key in XML, or null.</summary>
    public XmlNamespace? KeyNamespace { get; init; }

    /// <summary>The namespace of a value in XML, or null.</summary>
    public XmlNamespace? ValueNamespace { get; init; }

    /// <summary>Entries stand without a container around them.</summary>
    public bool Flattened { get; init; }

    /// <summary>Null values are kept, not dropped.</summary>
    public bool Sparse { get; init; }

    public IDictionary Create() => create();

    /// <summary>The same map where the member that holds it is flattened.</summary>
    public MapShape AsFlattened() =>
        new(create, Value)
        {
            KeyName = KeyName, ValueName = ValueName, KeyNamespace = KeyNamespace, ValueNamespace = ValueNamespace, Flattened = true, Sparse = Sparse,
        };
}
