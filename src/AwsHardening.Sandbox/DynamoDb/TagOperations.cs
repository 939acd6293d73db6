using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.DynamoDb;

/// <summary>Tags of tables.</summary>
internal static class TagOperations
{
    public static void Register(Dictionary<string, Func<DynamoDbCall, JsonObject>> operations)
    {
        operations["TagResource"] = call =>
        {
            Put(call.Table("ResourceArn"), call.Input["Tags"] as JsonArray);
            return [];
        };
        operations["UntagResource"] = call =>
        {
            var table = call.Table("ResourceArn");
            foreach (var name in call.Input["TagKeys"] as JsonArray ?? [])
            {
                table.Tags.Remove((string)name!);
            }

            return [];
        };
        operations["ListTagsOfResource"] = call => new JsonObject
        {
            ["Tags"] = new JsonArray([.. call.Table("ResourceArn").Tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]),
        };
    }

    public static void Put(Table table, JsonArray? tags)
    {
        foreach (var tag in tags ?? [])
        {
            table.Tags[(string)tag!["Key"]!] = (string)tag["Value"]!;
        }
    }
}
