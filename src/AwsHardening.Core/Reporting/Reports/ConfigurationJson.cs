using System.Text.Json;

namespace AwsHardening.Core.Reporting.Reports;

/// <summary>The configuration of a resource, which may have come from a file that anybody wrote.</summary>
internal static class ConfigurationJson
{
    /// <summary>Writes it as JSON where it is JSON, else as a text; null where there is none.</summary>
    public static void Write(Utf8JsonWriter json, string? configuration)
    {
        if (configuration is null)
        {
            json.WriteNullValue();
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(configuration);
            document.WriteTo(json);
        }
        catch (JsonException)
        {
            json.WriteStringValue(configuration);
        }
    }
}
