using System.Text.Json.Nodes;

namespace AwsHardening.ClientGenerator.Model;

/// <summary>A class to generate for a structure.</summary>
/// <param name="Service">Its service.</param>
/// <param name="Class">The class name.</param>
/// <param name="Shape">The model's shape, or null for an empty request or response.</param>
/// <param name="Kind">What it derives from.</param>
internal sealed record StructureModel(ServiceModel Service, string Class, string? Shape, StructureKind Kind)
{
    private JsonObject? Json => Shape is null ? null : Service.Shape(Shape);

    public string? Payload => Json.Text("payload");

    /// <summary>The members in the order in which they travel.</summary>
    public IReadOnlyList<MemberModel> Members { get; } = Read(Service, Class, Shape, Kind);

    private static List<MemberModel> Read(ServiceModel service, string className, string? shape, StructureKind kind)
    {
        if (shape is null)
        {
            return [];
        }

        var json = service.Shape(shape);
        var custom = service.Customizations;
        var required = json["required"].Strings().ToHashSet(StringComparer.Ordinal);
        var excluded = Of(custom.Exclude).SelectMany(names => names).ToHashSet(StringComparer.Ordinal);
        var renamed = Of(custom.Properties).SelectMany(names => names).ToDictionary();
        var times = Of(custom.EpochMilliseconds).SelectMany(names => names).ToHashSet(StringComparer.Ordinal);
        var members = new List<MemberModel>();
        foreach (var (name, member) in json["members"]!.AsObject().OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            var isMessage = kind == StructureKind.Exception && name.Equals("message", StringComparison.OrdinalIgnoreCase);
            if (excluded.Contains(name) || isMessage)
            {
                continue;
            }

            var target = member.Text("shape")!;
            var property = renamed.GetValueOrDefault(name, Naming.Upper(name));
            if (property == className)
            {
                throw new UsageException(
                    $"{service.Namespace}: {className}.{name} needs a property name in the customizations, " +
                    "since C# does not allow a member to be called as its class.");
            }

            members.Add(new MemberModel(
                name, property, target, member!.AsObject(), required.Contains(name),
                custom.Flatten.GetValueOrDefault(target), times.Contains(name)));
        }

        return members;

        IEnumerable<T> Of<T>(Dictionary<string, T> byShape) =>
            new[] { shape, className }.Distinct().Where(byShape.ContainsKey).Select(key => byShape[key]);
    }
}
