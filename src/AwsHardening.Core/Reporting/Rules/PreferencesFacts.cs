using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>The preferences of Session Manager in a Region.</summary>
internal static class PreferencesFacts
{
    /// <summary>The document; null where nobody has set any.</summary>
    /// <exception cref="UnreadFactException">It was not read, or is none.</exception>
    public static JsonObject? Of(AuditPlace place)
    {
        if (place.One(FactTypes.SessionPreferences) is not { } document)
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(document["Content"].Text ?? "") as JsonObject;
        }
        catch (JsonException e)
        {
            throw new UnreadFactException(e) { What = "the preferences of Session Manager" };
        }
    }
}
