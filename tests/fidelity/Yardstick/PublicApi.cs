using System.Reflection;

namespace AwsHardening.FidelityTests.Yardstick;

/// <summary>The public API of an assembly as one line a type and member: signatures, attributes, enum values, base types.</summary>
public static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <param name="side">The client.</param>
    public static SortedSet<string> Of(ClientSide side)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in side.Assembly.GetExportedTypes().Where(t => IsOf(t, side.Namespace)))
        {
            var name = type.FullName!;
            lines.Add($"{name} : {Kind(type)}");
            foreach (var member in type.GetMembers(Declared))
            {
                if (Line(member) is { } line)
                {
                    lines.Add($"{name}.{line}");
                }
            }
        }

        return lines;
    }

    private static bool IsOf(Type type, string clientNamespace) =>
        type.Namespace == clientNamespace || type.Namespace?.StartsWith(clientNamespace + ".", StringComparison.Ordinal) == true;

    private static string Kind(Type type)
    {
        var kind = type.IsInterface ? "interface" : type.IsEnum ? "enum" : type.IsAbstract && type.IsSealed ? "static class"
            : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";
        var parents = type.GetInterfaces().Where(i => i.IsPublic).Select(Name).Order(StringComparer.Ordinal)
            .Prepend(type.BaseType is null ? null : Name(type.BaseType)).Where(parent => parent is not null);
        return $"{kind} {string.Join(", ", parents)}".TrimEnd();
    }

    private static string? Line(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo method when !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal) =>
            $"{Modifiers(method)}{method.Name}({Parameters(method)}) : {Name(method.ReturnType)}",
        PropertyInfo property =>
            $"{Modifiers((property.GetMethod ?? property.SetMethod)!)}{property.Name} {{ {(property.GetMethod?.IsPublic == true ? "get; " : "")}" +
            $"{(property.SetMethod?.IsPublic == true ? "set; " : "")}}} : {Name(property.PropertyType)}{Attributes(property)}",
        FieldInfo { IsStatic: true } field => $"{field.Name} = {field.GetValue(null)} : {Name(field.FieldType)}",
        FieldInfo field => $"{field.Name} : {Name(field.FieldType)}",
        EventInfo signal => $"event {signal.Name} : {Name(signal.EventHandlerType!)}",
        _ => null,
    };

    private static string Modifiers(MethodInfo method) =>
        (method.IsStatic ? "static " : "") + (method.IsAbstract ? "abstract " : method.IsVirtual && !method.IsFinal ? "virtual " : "");

    private static string Parameters(MethodBase method) => string.Join(
        ", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? " = " + (p.DefaultValue ?? "default") : "")}"));

    private static string Attributes(PropertyInfo property) => string.Concat(property.GetCustomAttributesData()
        .Where(a => a.AttributeType.FullName!.StartsWith("Amazon", StringComparison.Ordinal) || a.AttributeType == typeof(ObsoleteAttribute))
        .Select(a => $" [{a.AttributeType.Name} {string.Join(", ", a.NamedArguments.Select(n => $"{n.MemberName}={n.TypedValue.Value}").Order(StringComparer.Ordinal))}]"));

    private static string Name(Type type) => !type.IsGenericType
        ? type.FullName ?? type.Name
        : $"{type.Namespace}.{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
}
