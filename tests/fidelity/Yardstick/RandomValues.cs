using System.Collections;
using System.Reflection;
using Amazon.Runtime;

namespace AwsHardening.FidelityTests.Yardstick;

/// <summary>Fills request objects at random. The same seed gives both sides the same values, whatever order their properties have.</summary>
/// <param name="seed">Seeds the values.</param>
/// <param name="counterpart">Finds a type of the other side; what the other side lacks is the API comparison's business.</param>
public sealed class RandomValues(int seed, Func<string, Type?> counterpart)
{
    private static readonly string[] s_strings =
        ["a", "Hello World", "ä€😀", "a/b?c=d&e+f", "<x>&\"'", "tab\tnew\nline", "~*()!'", "  spaced  ", "arn:aws:iam::123456789012:role/x", "%41"];

    private readonly Random _random = new(seed);

    /// <summary>Makes a neutral description of a value of a type: scalars, lists, and dictionaries of properties.</summary>
    public object Describe(Type type, int depth = 0)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
        {
            return s_strings[_random.Next(s_strings.Length)];
        }

        if (Scalar(type) is { } scalar)
        {
            return scalar;
        }

        if (typeof(ConstantClass).IsAssignableFrom(type))
        {
            var known = type.GetFields(BindingFlags.Public | BindingFlags.Static).OrderBy(f => f.Name, StringComparer.Ordinal).ToArray();
            return _random.Next(5) == 0 ? "some-new-value" : ((ConstantClass)known[_random.Next(known.Length)].GetValue(null)!).Value;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>))
        {
            return Enumerable.Range(0, _random.Next(4)).Select(_ => Describe(type.GetGenericArguments()[0], depth + 1)).ToList();
        }

        if (type.IsGenericType)
        {
            return Enumerable.Range(0, _random.Next(3)).ToDictionary(
                i => $"k{i}", _ => Describe(type.GetGenericArguments()[1], depth + 1));
        }

        var properties = new Dictionary<string, object>();
        var other = counterpart(type.FullName!);
        foreach (var property in Settable(type).OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            if (other?.GetProperty(property.Name) is null)
            {
                continue;
            }

            var required = property.GetCustomAttributesData().Any(a => a.NamedArguments.Any(n => n.MemberName == "Required"));
            if (required || _random.Next(depth + 2) < 1 + (depth == 0 ? 1 : 0) && _random.Next(4) > 0)
            {
                if (depth < 6)
                {
                    properties[property.Name] = Describe(property.PropertyType, depth + 1);
                }
            }
        }

        return properties;
    }

    /// <summary>Builds a value of a type from its description.</summary>
    public static object? Build(Type type, object description)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        switch (description)
        {
            case byte[] bytes:
                return new MemoryStream(bytes);
            case IList items:
                var list = (IList)Activator.CreateInstance(type)!;
                foreach (var item in items)
                {
                    list.Add(Build(type.GetGenericArguments()[0], item!));
                }

                return list;
            case Dictionary<string, object> entries when type.IsGenericType:
                var map = (IDictionary)Activator.CreateInstance(type)!;
                foreach (var (key, value) in entries)
                {
                    map[key] = Build(type.GetGenericArguments()[1], value);
                }

                return map;
            case Dictionary<string, object> properties:
                var instance = Activator.CreateInstance(type)!;
                foreach (var (name, value) in properties)
                {
                    var property = type.GetProperty(name)!;
                    property.SetValue(instance, Build(property.PropertyType, value));
                }

                return instance;
            case string text when typeof(ConstantClass).IsAssignableFrom(type):
                return Activator.CreateInstance(type, text);
            default:
                return description;
        }
    }

    public static IEnumerable<PropertyInfo> Settable(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(p => p.SetMethod?.IsPublic == true && p.GetIndexParameters().Length == 0);

    private object? Scalar(Type type)
    {
        if (type == typeof(MemoryStream))
        {
            var bytes = new byte[_random.Next(1, 20)];
            _random.NextBytes(bytes);
            return bytes;
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => _random.Next(2) == 0,
            TypeCode.Int32 => _random.Next(-5, 100000),
            TypeCode.Int64 => _random.NextInt64(-5, 1L << 40),
            TypeCode.Single => (float)Math.Round(_random.NextDouble() * 100, 3),
            TypeCode.Double => _random.Next(8) == 0 ? 3.0 : _random.NextDouble() * 1000,
            TypeCode.DateTime => DateTime.UnixEpoch.AddMilliseconds(_random.NextInt64(0, 2_000_000_000_000)),
            _ => null,
        };
    }
}
