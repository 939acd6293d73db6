using System.Text.Json.Nodes;
using AwsHardening.Sandbox.DynamoDb.Expressions;

namespace AwsHardening.Sandbox.DynamoDb;

/// <summary>Reads of many items, in pages.</summary>
internal static class ReadOperations
{
    private const int MaxPageBytes = 1 << 20;

    public static void Register(Dictionary<string, Func<DynamoDbCall, JsonObject>> operations)
    {
        operations["Query"] = Query;
        operations["Scan"] = call => Page(call, call.OpenTable().Items.Values);
    }

    private static JsonObject Query(DynamoDbCall call)
    {
        var table = call.OpenTable();
        var expression = call.Text("KeyConditionExpression") ?? throw DynamoDbErrors.Validation(
            "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
        var condition = Condition.Parse(expression, new Placeholders(call, "KeyConditionExpression"));
        if (!condition.Names.Contains(table.HashKey) || condition.Names.Any(name => name != table.HashKey && name != table.RangeKey))
        {
            throw DynamoDbErrors.Validation($"Query condition missed key schema element: {table.HashKey}");
        }

        var found = table.Items.Values.Where(condition.Holds);
        return Page(call, call.Flag("ScanIndexForward") == false ? found.Reverse() : found);
    }

    private static JsonObject Page(DynamoDbCall call, IEnumerable<JsonObject> items)
    {
        var table = call.OpenTable();
        if (call.Structure("ExclusiveStartKey") is { } start)
        {
            var place = table.Place(start);
            items = items.SkipWhile(item => table.Place(item) != place).Skip(1);
        }

        var filter = call.Text("FilterExpression") is { } expression
            ? Condition.Parse(expression, new Placeholders(call, "FilterExpression")) : null;
        var (page, limit, bytes, seen) = (new JsonArray(), call.Number("Limit") ?? int.MaxValue, 0, 0);
        JsonObject? last = null;
        var more = false;
        foreach (var item in items)
        {
            if (seen == limit || bytes > MaxPageBytes)
            {
                more = true;
                break;
            }

            (last, seen, bytes) = (item, seen + 1, bytes + item.ToJsonString().Length);
            if (filter?.Holds(item) != false)
            {
                page.Add(Projection.Of(call, item));
            }
        }

        var answer = new JsonObject { ["Items"] = page, ["Count"] = page.Count, ["ScannedCount"] = seen };
        // A full page says so, whether or not anything follows.
        if (more || (seen == limit && last is not null))
        {
            answer["LastEvaluatedKey"] = table.KeyOf(last!);
        }

        return answer;
    }
}
