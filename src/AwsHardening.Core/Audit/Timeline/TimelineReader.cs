using System.Globalization;
using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Audit;

/// <summary>Configuration items of a resource.</summary>
/// <param name="Items">Those of the time asked for, oldest first.</param>
/// <param name="CapturedBefore">When the item before the first of them was captured; null where there is none.</param>
internal sealed record Timeline(IReadOnlyList<ConfigTimelineItem> Items, DateTimeOffset? CapturedBefore);

/// <summary>Reads the configuration items of a resource, oldest first, and says what each changed.</summary>
internal static class TimelineReader
{
    // Supplementary settings are JSON in text, each under its name.
    private const string Supplementary = "supplementaryConfiguration";

    /// <exception cref="UnreadFactException">AWS refused, or did not answer.</exception>
    public static async Task<Timeline> ReadAsync(
        AwsSession session, string type, string id, DateTimeOffset? since, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        var asked = new JsonObject { ["resourceType"] = type, ["resourceId"] = id, ["chronologicalOrder"] = "Forward", ["limit"] = 100 };
        var items = await AuditReads.PagesAsync(session, "config", "GetResourceConfigHistory", asked, "configurationItems", cancellationToken, "nextToken");
        List<ConfigTimelineItem> timeline = [];
        JsonObject? before = null;
        DateTimeOffset? capturedBefore = null;
        foreach (var item in items.OfType<JsonObject>())
        {
            // What came before the time asked for is still what the first item is compared with.
            var made = Item(session, item, before);
            before = item;
            if ((since is null || made.Time >= since) && (until is null || made.Time <= until))
            {
                timeline.Add(made);
            }
            else if (timeline.Count == 0)
            {
                capturedBefore = made.Time;
            }
        }

        return new Timeline(timeline, capturedBefore);
    }

    private static ConfigTimelineItem Item(AwsSession session, JsonObject item, JsonObject? before)
    {
        var status = (string?)item["configurationItemStatus"] ?? "";
        return new ConfigTimelineItem
        {
            Time = DateTimeOffset.Parse((string)item["configurationItemCaptureTime"]!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUniversalTime(),
            ResourceType = (string)item["resourceType"]!,
            ResourceId = (string)item["resourceId"]!,
            ResourceName = (string?)item["resourceName"] ?? (string?)before?["resourceName"],
            Region = (string?)item["awsRegion"] ?? session.Region,
            AccountId = (string?)item["accountId"] ?? "",
            Status = status switch
            {
                "ResourceDiscovered" => "Discovered",
                "OK" => "Changed",
                "ResourceDeleted" => "Deleted",
                _ => status,
            },
            Changes = before is null || status == "ResourceDeleted" ? [] : ConfigDiff.Of(Content(before), Content(item)),
            RelationshipChanges = before is null ? [] : Relationships(before, item),
            Configuration = (string?)item["configuration"],
        };
    }

    private static JsonObject Content(JsonObject item)
    {
        var content = (string?)item["configuration"] is { Length: > 0 } text && JsonNode.Parse(text) is JsonObject parsed ? parsed : [];
        foreach (var (name, value) in item[Supplementary] as JsonObject ?? [])
        {
            content[$"{Supplementary}.{name}"] = value is null ? null : JsonNode.Parse(value.GetValue<string>());
        }

        return content;
    }

    private static ConfigRelationshipChange[] Relationships(JsonObject before, JsonObject after)
    {
        var (left, right) = (Related(before), Related(after));
        return
        [
            .. left.Except(right).Select(r => new ConfigRelationshipChange("Removed", r.Name, r.Type, r.Id)),
            .. right.Except(left).Select(r => new ConfigRelationshipChange("Added", r.Name, r.Type, r.Id)),
        ];
    }

    private static HashSet<(string Name, string Type, string Id)> Related(JsonObject item) =>
    [
        .. (item["relationships"] as JsonArray ?? []).OfType<JsonObject>().Select(r => (
            ((string?)r["relationshipName"] ?? "").Trim(), (string?)r["resourceType"] ?? "", (string?)r["resourceId"] ?? (string?)r["resourceName"] ?? "")),
    ];
}
