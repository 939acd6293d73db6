using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Identity.Keys;

/// <summary>Changes of a user's access keys as calls.</summary>
internal static class AccessKeyChanges
{
    /// <summary>The name of a key that AWS has not made yet.</summary>
    public const string NewKey = "#access-key";

    public const string CreateCall = "create";

    /// <summary>Makes a key; taking that back deletes it again.</summary>
    public static ResourceChange Create(ResourceChange header, IReadOnlyList<UserKey> present)
    {
        var after = AccessKeyKind.Content(present);
        after[NewKey] = UserKey.Active;
        return header with
        {
            Before = AccessKeyKind.Content(present),
            After = after,
            Calls =
            [
                new ApiCall(
                    CreateCall, "iam", "CreateAccessKey", new JsonObject { ["UserName"] = header.ResourceId }, "delete",
                    [new CreatedId(NewKey, "AccessKey", [], "AccessKeyId")]),
            ],
            Inverse = [Delete(header.ResourceId, IdMap.Reference(NewKey), CreateCall)],
        };
    }

    /// <summary>Puts keys out of use, so that they can be put back.</summary>
    public static ResourceChange Deactivate(ResourceChange header, params IReadOnlyList<string> keyIds) => header with
    {
        Before = new JsonObject(keyIds.Select(id => KeyValuePair.Create(id, (JsonNode?)UserKey.Active))),
        After = new JsonObject(keyIds.Select(id => KeyValuePair.Create(id, (JsonNode?)UserKey.Inactive))),
        Calls = [.. keyIds.Select((id, at) => Set(header.ResourceId, id, Numbered("deactivate", at), Numbered("activate", at), UserKey.Inactive))],
        Inverse = [.. keyIds.Select((id, at) => Set(header.ResourceId, id, Numbered("activate", at), Numbered("deactivate", at), UserKey.Active))],
    };

    private static string Numbered(string call, int at) => at == 0 ? call : $"{call}-{at + 1}";

    /// <summary>Deletes a key, which nothing takes back.</summary>
    public static ResourceChange Delete(ResourceChange header, UserKey key) => header with
    {
        Before = new JsonObject { [key.Id] = key.Status },
        After = [],
        Calls = [Delete(header.ResourceId, key.Id, "")],
    };

    private static ApiCall Delete(string userName, JsonNode keyId, string counterpart) =>
        new("delete", "iam", "DeleteAccessKey", new JsonObject { ["UserName"] = userName, ["AccessKeyId"] = keyId }, counterpart, []);

    private static ApiCall Set(string userName, string keyId, string call, string counterpart, string status) => new(
        call, "iam", "UpdateAccessKey",
        new JsonObject { ["UserName"] = userName, ["AccessKeyId"] = keyId, ["Status"] = status }, counterpart, []);
}
