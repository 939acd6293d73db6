using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Core.Audit;

/// <summary>From what CloudTrail writes to the record users see.</summary>
internal static class TrailEventRecord
{
    /// <summary>Of a record of a log file, or of the text in an answer of LookupEvents.</summary>
    /// <param name="record">The record.</param>
    /// <param name="text">Its text.</param>
    /// <param name="found">The event of the answer; null in a log file.</param>
    public static TrailEvent From(JsonElement record, string text, JsonObject? found)
    {
        var identity = Child(record, "userIdentity");
        return new TrailEvent
        {
            Time = DateTimeOffset.Parse(Text(record, "eventTime") ?? (string)found!["EventTime"]!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUniversalTime(),
            UserName = (string?)found?["Username"] ?? UserName(identity),
            UserArn = Text(identity, "arn"),
            EventName = Text(record, "eventName") ?? "",
            EventSource = Text(record, "eventSource") ?? "",
            Resources = found is null ? Listed(record) : [.. (found["Resources"] as JsonArray ?? []).Select(r => new TrailEventResource((string?)r!["ResourceType"], (string)r["ResourceName"]!))],
            SourceIPAddress = Text(record, "sourceIPAddress"),
            ErrorCode = Text(record, "errorCode"),
            ReadOnly = record.TryGetProperty("readOnly", out var read) && read.ValueKind is JsonValueKind.True or JsonValueKind.False ? read.GetBoolean() : null,
            Region = Text(record, "awsRegion") ?? "",
            AccountId = Text(record, "recipientAccountId"),
            AccessKeyId = Text(identity, "accessKeyId"),
            EventId = Text(record, "eventID") ?? (string?)found?["EventId"] ?? "",
            Record = text,
        };
    }

    /// <summary>Of an event in an answer of LookupEvents.</summary>
    public static TrailEvent FromLookup(JsonObject found)
    {
        var text = (string?)found["CloudTrailEvent"] ?? "{}";
        using var document = JsonDocument.Parse(text);
        return From(document.RootElement, text, found);
    }

    // As the console's column: a session's name for a role, the user's for a user.
    private static string? UserName(JsonElement identity) => Text(identity, "type") switch
    {
        "Root" => "root",
        "AssumedRole" => Text(identity, "arn")?.Split('/')[^1],
        "AWSService" => Text(identity, "invokedBy"),
        _ => Text(identity, "userName") ?? Text(identity, "arn")?.Split('/')[^1],
    };

    private static TrailEventResource[] Listed(JsonElement record) => Child(record, "resources") is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Where(r => Text(r, "ARN") is not null).Select(r => new TrailEventResource(Text(r, "type"), Text(r, "ARN")!))]
        : [];

    private static JsonElement Child(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var child) ? child : default;

    private static string? Text(JsonElement element, string name) => Child(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
