using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3.Model;

namespace AwsHardening.Core.Changes;

/// <summary>
/// Between JSON in AWS's member names and the SDK's typed requests and answers, by reflection over their public members: so
/// generated clients and the official packages serve alike.
/// </summary>
internal static class SdkJson
{
    private static readonly string[] s_notContent = ["ResponseMetadata", "ContentLength", "HttpStatusCode"];

    /// <summary>Makes a typed object.</summary>
    /// <exception cref="ArgumentException">A member is not known to the type.</exception>
    public static object ToSdk(JsonObject json, Type type)
    {
        var made = Activator.CreateInstance(type)!;
        if (SdkNames.Preset(type) is { } preset)
        {
            type.GetProperty(preset.Sdk)!.SetValue(made, preset.Value);
        }

        Fill(made, json);
        return made;
    }

    /// <summary>What an SDK object holds; null members are left out.</summary>
    public static JsonNode? FromSdk(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        float number => JsonValue.Create(number),
        DateTime time => JsonValue.Create(time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
        ConstantClass constant => JsonValue.Create(constant.Value),
        MemoryStream blob => JsonValue.Create(Convert.ToBase64String(blob.ToArray())),
        IDictionary map => new JsonObject(map.Keys.Cast<object>()
            .Select(key => KeyValuePair.Create(key.ToString()!, FromSdk(map[key])))),
        LifecycleFilter filter => LifecycleFilterJson.From(filter),
        IEnumerable list => new JsonArray([.. list.Cast<object>().Select(FromSdk)]),
        _ => FromMembers(value),
    };

    private static void Fill(object made, JsonObject json)
    {
        var type = made.GetType();
        foreach (var (name, value) in json)
        {
            if (SdkNames.IsDissolved(type, name))
            {
                Fill(made, (JsonObject)value!);
                continue;
            }

            var property = type.GetProperty(SdkNames.ToSdk(type, name))
                ?? throw new ArgumentException($"{type.Name} has no member {name}.");
            if (value is not null)
            {
                property.SetValue(made, Value(value, property.PropertyType));
            }
        }
    }

    private static JsonObject FromMembers(object value)
    {
        var type = value.GetType();
        var json = new JsonObject();
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (s_notContent.Contains(property.Name) || property.GetIndexParameters().Length > 0
                || FromSdk(property.GetValue(value)) is not { } member)
            {
                continue;
            }

            if (SdkNames.IsWrapper(type, property.Name))
            {
                foreach (var (name, inner) in (JsonObject)member)
                {
                    json[name] = inner?.DeepClone();
                }
            }
            else
            {
                json[SdkNames.ToAws(type, property.Name)] = member;
            }
        }

        return json;
    }

    private static object Value(JsonNode value, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (typeof(ConstantClass).IsAssignableFrom(type))
        {
            return Activator.CreateInstance(type, value.GetValue<string>())!;
        }

        // What AWS wraps in a structure of one value, the EC2 client has bare.
        if (type == typeof(bool) && value is JsonObject { Count: 1 } attribute && attribute["Value"] is { } bare)
        {
            return bare.GetValue<bool>();
        }

        if (type == typeof(DateTime))
        {
            return DateTime.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        }

        if (type == typeof(MemoryStream))
        {
            return new MemoryStream(Convert.FromBase64String(value.GetValue<string>()));
        }

        if (value is JsonArray array)
        {
            var list = (IList)Activator.CreateInstance(type)!;
            foreach (var element in array)
            {
                list.Add(element is null ? null : Value(element, type.GetGenericArguments()[0]));
            }

            return list;
        }

        if (value is JsonObject json)
        {
            return typeof(IDictionary).IsAssignableFrom(type) ? Map(json, type) : ToSdk(json, type);
        }

        return Convert.ChangeType(value.ToString(), type, CultureInfo.InvariantCulture);
    }

    private static IDictionary Map(JsonObject json, Type type)
    {
        var map = (IDictionary)Activator.CreateInstance(type)!;
        foreach (var (key, value) in json)
        {
            map[key] = value is null ? null : Value(value, type.GetGenericArguments()[1]);
        }

        return map;
    }
}
