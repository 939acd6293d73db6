using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Settings;

/// <summary>Lists by Marker and MaxRecords, as the services of databases page them.</summary>
internal static class RecordPages
{
    private const int Least = 20;
    private const int Most = 100;

    /// <summary>The page that a call asks for.</summary>
    /// <exception cref="AwsErrorException">Its size or its marker is none.</exception>
    public static JsonObject Answer(ServiceCall call, string list, IEnumerable<JsonNode> items)
    {
        var size = call.Number("MaxRecords") ?? Most;
        if (size is < Least or > Most)
        {
            throw Invalid($"Invalid value {size} for MaxRecords. Must be between {Least} and {Most}");
        }

        var (page, next) = PageToken.Cut(call.Operation, [.. items], size, call.Text("Marker"), () => Invalid("The request token in Marker is not valid"));
        return Json.Of((list, Json.List(page.Select(item => item.DeepClone()))), ("Marker", next));
    }

    private static AwsErrorException Invalid(string message) => new("InvalidParameterValue", message);
}
