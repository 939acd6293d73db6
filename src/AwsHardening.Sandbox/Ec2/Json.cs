using System.Globalization;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>Builds answers: a member without a value is left out, as AWS leaves it out.</summary>
internal static class Json
{
    public static JsonObject Of(params (string Name, JsonNode? Value)[] members)
    {
        var json = new JsonObject();
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                json.Add(name, value);
            }
        }

        return json;
    }

    public static JsonArray List(IEnumerable<JsonNode?> items) => new([.. items]);

    public static JsonArray Texts(IEnumerable<string> items) => new([.. items.Select(item => (JsonNode?)item)]);

    public static JsonNode Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static JsonObject Done() => Of(("Return", true));

    public static JsonObject Nothing() => [];
}
