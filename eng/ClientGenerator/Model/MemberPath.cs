namespace AwsHardening.ClientGenerator.Model;

/// <summary>A dotted way from a response to one of its values.</summary>
/// <param name="Expression">The C# expression after the response, such as <c>Page?.Items</c>.</param>
/// <param name="Property">The last property.</param>
/// <param name="Shape">The value's shape.</param>
/// <param name="IsCollection">The value is a list or a map.</param>
internal sealed record MemberPath(string Expression, string Property, string Shape, bool IsCollection)
{
    /// <summary>Null where the path is an expression of another kind, or leads nowhere.</summary>
    public static MemberPath? Read(ServiceModel service, StructureModel structure, string path)
    {
        var expression = "";
        MemberModel? member = null;
        foreach (var part in path.Split('.'))
        {
            if (member is not null)
            {
                if (service.Shape(member.Shape).Text("type") != "structure")
                {
                    return null;
                }

                structure = new StructureModel(service, service.ClassName(member.Shape), member.Shape, StructureKind.Plain);
                expression += "?.";
            }

            member = structure.Members.FirstOrDefault(m => m.Name == part);
            if (member is null)
            {
                return null;
            }

            expression += member.Property;
        }

        return new MemberPath(
            expression, member!.Property, member.Shape, service.Shape(member.Shape).Text("type") is "list" or "map");
    }
}
