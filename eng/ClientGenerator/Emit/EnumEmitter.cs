using AwsHardening.ClientGenerator.Model;

namespace AwsHardening.ClientGenerator.Emit;

/// <summary>Emits the constant classes of enums.</summary>
internal static class EnumEmitter
{
    public static string Emit(ServiceModel service, ShapeWalk walk)
    {
        var code = new CodeWriter(service.Namespace, "Amazon.Runtime");
        foreach (var shape in walk.Enums)
        {
            var name = service.ClassName(shape);
            code.Line();
            using var body = code.Open($"public class {name} : ConstantClass");
            foreach (var value in service.Shape(shape)["enum"].Strings())
            {
                code.Line($"public static readonly {name} {Naming.EnumField(value)} = new {name}({CodeWriter.Literal(value)});");
            }

            code.Line($"public {name}(string value) : base(value) {{ }}");
            code.Line($"public static {name} FindValue(string value) => FindValue<{name}>(value);");
            code.Line($"public static implicit operator {name}(string value) => FindValue(value);");
        }

        return code.ToString();
    }
}
