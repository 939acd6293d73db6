using System.Globalization;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Kms;

/// <summary>Lists in pages, as KMS has them: Limit, Marker, Truncated, NextMarker.</summary>
internal static class Pages
{
    public static JsonObject Cut<T>(KmsCall call, string list, IReadOnlyList<T> items, Func<T, JsonNode> write)
    {
        var limit = call.Number("Limit") ?? 50;
        var from = 0;
        if (call.Text("Marker") is { } marker && (!int.TryParse(marker, CultureInfo.InvariantCulture, out from) || from > items.Count))
        {
            throw new AwsErrorException("InvalidMarkerException", "Invalid marker");
        }

        var page = items.Skip(from).Take(limit).Select(write).ToArray();
        var answer = new JsonObject { [list] = new JsonArray([.. page]), ["Truncated"] = from + page.Length < items.Count };
        if (from + page.Length < items.Count)
        {
            answer["NextMarker"] = (from + page.Length).ToString(CultureInfo.InvariantCulture);
        }

        return answer;
    }
}
