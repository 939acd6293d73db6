using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Wire;

namespace AwsHardening.Sandbox.EventBridge;

/// <summary>Events that callers put on the bus, and patterns tried on events.</summary>
internal sealed class EventOperations(Regional<EventBus> buses)
{
    private const int MaxEntries = 10;

    // Amazon EventBridge API Reference: TestEventPattern.
    private static readonly string[] s_needed = ["id", "account", "source", "time", "region", "resources", "detail-type"];

    public void Register(OperationSet set)
    {
        set.Add("PutEvents", Put);
        set.Add("TestEventPattern", call => Json.Of(("Result", EventPattern.Parse(call.Required("EventPattern")).Matches(Seen(call.Required("Event"))))));
    }

    private JsonObject Put(ServiceCall call)
    {
        var entries = call.Items("Entries");
        if (entries.Count is < 1 or > MaxEntries)
        {
            throw EventBridgeErrors.Validation($"1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length less than or equal to {MaxEntries}");
        }

        var results = entries.Select(entry => Put(buses[call.Region], entry)).ToList();
        return Json.Of(("FailedEntryCount", results.Count(one => one.ContainsKey("ErrorCode"))), ("Entries", Json.List(results)));
    }

    // Entry by entry: one that is refused keeps none of the others back.
    private static JsonObject Put(EventBus bus, JsonObject entry)
    {
        foreach (var member in new[] { "Source", "DetailType", "Detail" })
        {
            if (string.IsNullOrEmpty(entry.Text(member)))
            {
                return Refused("InvalidArgument", $"Parameter {member} is not valid. Reason: {member} is a required argument.");
            }
        }

        if (entry.Text("Source")!.StartsWith("aws.", StringComparison.OrdinalIgnoreCase))
        {
            return Refused("NotAuthorizedForSourceException", "Not authorized for the source.");
        }

        if (Read(entry.Text("Detail")!) is not { } detail)
        {
            return Refused("MalformedDetail", "Detail is malformed.");
        }

        try
        {
            bus.CheckBus(entry.Text("EventBusName"));
        }
        catch (AwsErrorException error)
        {
            return Refused("InvalidArgument", error.Message);
        }

        var time = entry["Time"] is { } said ? Timestamps.FromModel(said) : bus.Account.Clock.GetUtcNow();
        return Json.Of(("EventId", bus.Put(entry.Text("Source")!, entry.Text("DetailType")!, detail, entry.Texts("Resources"), time)));
    }

    private static JsonObject Refused(string code, string message) => Json.Of(("ErrorCode", code), ("ErrorMessage", message));

    private static JsonObject Seen(string text)
    {
        var seen = Read(text) ?? throw EventBridgeErrors.Validation("Parameter Event is not valid.");
        return Array.Find(s_needed, member => !seen.ContainsKey(member)) is { } missing
            ? throw EventBridgeErrors.Validation($"Parameter Event is not valid. Reason: {missing} is missing.") : seen;
    }

    private static JsonObject? Read(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
