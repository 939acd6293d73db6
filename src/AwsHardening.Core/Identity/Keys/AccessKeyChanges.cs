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

    /// <summary>Puts a key out of use, so that it can be put back.</summary>
    public static ResourceChange Deactivate(ResourceChange header, string keyId) => header with
    {
        Before = new JsonObject { [keyId] = UserKey.Active },
        After = new JsonObject { [keyId] = UserKey.Inactive },
        Calls = [Set(header.ResourceId, keyId, "deactivate", "activate", UserKey.Inactive)],
        Inverse = [Set(header.ResourceId, keyId, "activate", "deactivate", UserKey.Active)],
    };

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
