namespace AwsHardening.Clients.Runtime.Shapes;

/// <summary>A structure: how to make one, and its members in ordinal order, which is the order on the wire.</summary>
/// <param name="name">The model's name.</param>
/// <param name="create">Makes an empty value.</param>
/// <param name="members">Lists the members; called once, when the shape is first used, since shapes refer to each other.</param>
internal sealed class StructureShape(string name, Func<object> create, Func<Member[]> members) : Shape(ShapeType.Structure)
{
    private Member[]? _members;
    private Dictionary<string, Member>? _byJsonName;
    private Dictionary<string, Member>? _byXmlName;

    public string Name { get; } = name;

    /// <summary>The member that is the whole body of a rest message, or null.</summary>
    public string? Payload { get; init; }

    /// <summary>The root element where the structure is a whole document in XML, or null for its name.</summary>
    public string? XmlName { get; init; }

    /// <summary>The namespace of that element, or null.</summary>
    public XmlNamespace? XmlNamespace { get; init; }

    public Member[] Members => _members ??= members();

    public object Create() => create();

    /// <summary>The members of another structure that is reached through a property: of a response that wraps its result.</summary>
    public static StructureShape Through(StructureShape inner, Func<object> create, Func<object, object> reach) =>
        new(inner.Name, create, () => Array.ConvertAll(inner.Members, member => member.Through(reach)));

    /// <summary>The body members by the name that JSON gives them.</summary>
    public Dictionary<string, Member> ByJsonName => _byJsonName ??= Index(static member => member.LocationName ?? member.Name);

    /// <summary>The body members by the name of the element that carries them in XML.</summary>
    public Dictionary<string, Member> ByXmlName => _byXmlName ??= Index(static member => member.XmlElementName);

    public Member? Find(string? name) => name is null ? null : Array.Find(Members, member => member.Name == name);

    private Dictionary<string, Member> Index(Func<Member, string> name)
    {
        var index = new Dictionary<string, Member>(StringComparer.Ordinal);
        foreach (var member in Members)
        {
            // A response has no path and no query: what a request would carry there is in its body.
            if (member.Location is MemberLocation.Body or MemberLocation.Uri or MemberLocation.QueryString)
            {
                index[name(member)] = member;
            }
        }

        return index;
    }
}
