using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.S3;

/// <summary>The access control list of a bucket, as one of the canned ones; off where the bucket's owner owns everything in it.</summary>
internal static class AclOperations
{
    public const string Private = "private";

    private const string Groups = "http://acs.amazonaws.com/groups/global/";

    // Amazon S3 User Guide: Access control list (ACL) overview.
    private static readonly Dictionary<string, (string Group, string[] Permissions)> s_canned = new(StringComparer.Ordinal)
    {
        [Private] = ("", []),
        ["public-read"] = ("AllUsers", ["READ"]),
        ["public-read-write"] = ("AllUsers", ["READ", "WRITE"]),
        ["authenticated-read"] = ("AuthenticatedUsers", ["READ"]),
    };

    public static void Register(Dictionary<string, Func<S3Call, JsonObject>> operations)
    {
        operations["PutBucketAcl"] = Put;
        operations["GetBucketAcl"] = Get;
    }

    private static JsonObject Put(S3Call call)
    {
        var bucket = call.Bucket();
        var wanted = call.Text("ACL") ?? "";
        if (!s_canned.TryGetValue(wanted, out var canned))
        {
            throw S3Errors.NotImplemented("PutBucketAcl with anything but a canned ACL");
        }

        if (OwnershipOperations.IsEnforced(bucket) && wanted != Private)
        {
            throw new AwsErrorException("AccessControlListNotSupported", "The bucket does not allow ACLs");
        }

        if (canned.Permissions.Length > 0 && call.IsBlocked(bucket, PublicAccessOperations.BlockPublicAcls))
        {
            throw S3Errors.AccessDenied();
        }

        (bucket.Acl, bucket.AclOfCopy) = (wanted, null);
        return [];
    }

    private static JsonObject Get(S3Call call)
    {
        var bucket = call.Bucket();
        if (bucket.AclOfCopy is { } copied)
        {
            return (JsonObject)copied.DeepClone();
        }

        var (group, permissions) = s_canned[bucket.Acl];
        var owner = new JsonObject { ["ID"] = call.State.OwnerId };
        return new JsonObject
        {
            ["Owner"] = owner,
            ["Grants"] = Json.List(permissions
                .Select(permission => Grant(new JsonObject { ["Type"] = "Group", ["URI"] = Groups + group }, permission))
                .Prepend(Grant(new JsonObject { ["Type"] = "CanonicalUser", ["ID"] = call.State.OwnerId }, "FULL_CONTROL"))),
        };
    }

    private static JsonObject Grant(JsonObject grantee, string permission) => new() { ["Grantee"] = grantee, ["Permission"] = permission };
}
