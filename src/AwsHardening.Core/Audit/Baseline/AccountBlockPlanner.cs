using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Audit;

/// <summary>Turns on all of the account's public access block.</summary>
internal static class AccountBlockPlanner
{
    /// <summary>Plans the change; null where nothing is off.</summary>
    /// <param name="header">A change with its ids, resource and reason.</param>
    /// <param name="present">The block as it is now.</param>
    public static ResourceChange? Plan(ResourceChange header, JsonObject present)
    {
        if (AccountBlockKind.IsWhole(present))
        {
            return null;
        }

        var there = ContentKind.IsThere(present);
        return header with
        {
            Before = there ? Content(setting => AccountBlockKind.IsOn(present, setting)) : ContentKind.Absent(),
            After = Content(_ => true),
            Calls = [Put("block", header, _ => true, "unblock")],
            Inverse =
            [
                there ? Put("unblock", header, setting => AccountBlockKind.IsOn(present, setting), "block")
                    : new ApiCall("unblock", "s3control", "DeletePublicAccessBlock", new() { [AccountBlockKind.Account] = header.ResourceId }, "block", []),
            ],
        };
    }

    private static ApiCall Put(string id, ResourceChange header, Func<string, bool> isOn, string counterpart) => new(
        id, "s3control", "PutPublicAccessBlock",
        new() { [AccountBlockKind.Account] = header.ResourceId, [AccountBlockKind.Configuration] = Settings(isOn) }, counterpart, []);

    private static JsonObject Content(Func<string, bool> isOn)
    {
        var content = Settings(isOn);
        content[ContentKind.Exists] = true;
        return content;
    }

    private static JsonObject Settings(Func<string, bool> isOn) =>
        new(AccountBlockKind.Settings.Select(setting => KeyValuePair.Create(setting, (JsonNode?)JsonValue.Create(isOn(setting)))));
}
