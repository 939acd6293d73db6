using System.Text;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.DynamoDb.Expressions;

namespace AwsHardening.Sandbox.DynamoDb;

/// <summary>Writes of one item, each whole or not at all, under a condition where one is said.</summary>
internal static class ItemOperations
{
    private const int MaxItem = 400 << 10;

    public static void Register(Dictionary<string, Func<DynamoDbCall, JsonObject>> operations)
    {
        operations["PutItem"] = Put;
        operations["UpdateItem"] = Update;
        operations["DeleteItem"] = Delete;
        operations["GetItem"] = Get;
    }

    private static JsonObject Get(DynamoDbCall call)
    {
        var (table, key) = (call.OpenTable(), Key(call));
        var answer = new JsonObject();
        if (table.Items.TryGetValue(table.Place(key), out var item))
        {
            answer["Item"] = Projection.Of(call, item);
        }

        return answer;
    }

    private static JsonObject Put(DynamoDbCall call)
    {
        var (table, item) = (call.OpenTable(), call.Structure("Item")!);
        var place = table.Place(item);
        if (Encoding.UTF8.GetByteCount(item.ToJsonString()) > MaxItem)
        {
            throw DynamoDbErrors.Validation("Item size has exceeded the maximum allowed size");
        }

        var old = table.Items.GetValueOrDefault(place);
        Check(call, old);
        table.Items[place] = (JsonObject)item.DeepClone();
        return Returned(call, old, item);
    }

    private static JsonObject Update(DynamoDbCall call)
    {
        var (table, key) = (call.OpenTable(), Key(call));
        var place = table.Place(key);
        var old = table.Items.GetValueOrDefault(place);
        Check(call, old);
        var item = (JsonObject)(old ?? key).DeepClone();
        if (call.Text("UpdateExpression") is { } expression)
        {
            UpdateExpression.Apply(expression, item, new Placeholders(call, "UpdateExpression"));
        }

        if (table.Place(item) != place)
        {
            throw DynamoDbErrors.Validation("One or more parameter values were invalid: Cannot update attribute. This attribute is part of the key");
        }

        table.Items[place] = item;
        return Returned(call, old, item);
    }

    private static JsonObject Delete(DynamoDbCall call)
    {
        var (table, key) = (call.OpenTable(), Key(call));
        var place = table.Place(key);
        var old = table.Items.GetValueOrDefault(place);
        Check(call, old);
        table.Items.Remove(place);
        return Returned(call, old, now: null);
    }

    private static JsonObject Key(DynamoDbCall call)
    {
        var (table, key) = (call.OpenTable(), call.Structure("Key")!);
        return key.Count == (table.RangeKey is null ? 1 : 2) && key.ContainsKey(table.HashKey)
            ? key : throw DynamoDbErrors.Validation("The provided key element does not match the schema");
    }

    private static void Check(DynamoDbCall call, JsonObject? item)
    {
        if (call.Text("ConditionExpression") is { } expression
            && !Condition.Parse(expression, new Placeholders(call, "ConditionExpression")).Holds(item ?? []))
        {
            throw DynamoDbErrors.ConditionFailed(call.Text("ReturnValuesOnConditionCheckFailure") == "ALL_OLD" ? item : null);
        }
    }

    private static JsonObject Returned(DynamoDbCall call, JsonObject? old, JsonObject? now)
    {
        var item = call.Text("ReturnValues") switch
        {
            "ALL_OLD" => old,
            "ALL_NEW" => now,
            "UPDATED_NEW" => now is null ? null : Changed(now, old),
            "UPDATED_OLD" => old is null ? null : Changed(old, now),
            _ => null,
        };
        return item is null ? [] : new JsonObject { ["Attributes"] = item.DeepClone() };
    }

    private static JsonObject Changed(JsonObject item, JsonObject? other) => new(item
        .Where(pair => !JsonNode.DeepEquals(pair.Value, other?[pair.Key]))
        .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
}
