using System.Globalization;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Wire;

namespace AwsHardening.Sandbox.Config;

/// <summary>Reading the timeline of a resource.</summary>
internal static class HistoryOperations
{
    public static JsonObject Get(ConfigRegion region, ServiceInput input)
    {
        if (region.Recorder is null)
        {
            throw ConfigErrors.NoRecorderForHistory();
        }

        var (type, id, limit) = (input.Text("resourceType")!, input.Text("resourceId")!, input.Number("limit") ?? 10);
        if (limit is < 0 or > 100)
        {
            throw ConfigErrors.BadLimit();
        }

        var (earlier, later) = (input.Time("earlierTime"), input.Time("laterTime"));
        if (earlier > later)
        {
            throw ConfigErrors.BadRange();
        }

        var items = region.Timeline.Of(type, id) ?? throw (region.IsCopy
            ? new AwsErrorException("NotInSnapshot", $"The snapshot does not say what AWS Config recorded of {id}.") : ConfigErrors.NotDiscovered(type, id));
        var chosen = items.Where(item => Timestamps.FromModel(item["configurationItemCaptureTime"]!) is var time
            && (earlier is null || time >= earlier) && (later is null || time <= later));
        if (input.Text("chronologicalOrder") != "Forward")
        {
            chosen = chosen.Reverse();
        }

        var skip = input.Text("nextToken") is not { } token ? 0
            : int.TryParse(token, CultureInfo.InvariantCulture, out var at) ? at : throw ConfigErrors.BadToken();
        // Zero means the default (AWS Config API Reference: GetResourceConfigHistory).
        var size = limit == 0 ? 10 : limit;
        var page = chosen.Skip(skip).Take(size + 1).ToList();
        var answer = new JsonObject { ["configurationItems"] = new JsonArray([.. page.Take(size).Select(item => item.DeepClone())]) };
        if (page.Count > size)
        {
            answer["nextToken"] = (skip + size).ToString(CultureInfo.InvariantCulture);
        }

        return answer;
    }
}
