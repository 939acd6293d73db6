using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Authorization;

/// <summary>What a request says of itself (Service Authorization Reference: the services' condition keys).</summary>
internal static class RequestKeys
{
    private static readonly (string Member, string Key)[] s_s3 =
    [
        ("Prefix", "s3:prefix"), ("Delimiter", "s3:delimiter"), ("MaxKeys", "s3:max-keys"), ("ACL", "s3:x-amz-acl"),
        ("VersionId", "s3:VersionId"), ("ServerSideEncryption", "s3:x-amz-server-side-encryption"),
        ("SSEKMSKeyId", "s3:x-amz-server-side-encryption-aws-kms-key-id"), ("CopySource", "s3:x-amz-copy-source"),
        ("StorageClass", "s3:x-amz-storage-class"),
    ];

    public static void Add(ConditionKeys keys, AskedCall call)
    {
        keys.Set("aws:ResourceAccount", call.Account.AccountId);
        var tags = call.Input.Items("Tags").Select(tag => (Key: Text(tag, "Key") ?? Text(tag, "TagKey"), Value: Text(tag, "Value") ?? Text(tag, "TagValue")))
            .Where(tag => tag.Key is not null).ToList();
        foreach (var (key, value) in tags)
        {
            keys.Set($"aws:RequestTag/{key}", value);
        }

        keys["aws:TagKeys"] = [.. tags.Select(tag => tag.Key!).Concat(call.Input.Texts("TagKeys"))];
        switch (call.Service)
        {
            case "s3":
                foreach (var (member, key) in s_s3)
                {
                    keys.Set(key, call.Input[member] is JsonValue value ? value.ToString() : null);
                }

                break;
            case "kms":
                keys.Set("kms:CallerAccount", call.Caller.AccountId);
                AddContext(keys, call);
                break;
            case "iam":
                keys.Set("iam:PolicyARN", call.Input.Text("PolicyArn"));
                keys.Set("iam:AWSServiceName", call.Input.Text("AWSServiceName"));
                keys.Set("iam:PermissionsBoundary", call.Input.Text("PermissionsBoundary") ?? Boundary(call));
                break;
        }
    }

    private static void AddContext(ConditionKeys keys, AskedCall call)
    {
        if ((call.Input["EncryptionContext"] ?? call.Input["SourceEncryptionContext"]) is JsonObject context)
        {
            keys["kms:EncryptionContextKeys"] = [.. context.Select(pair => pair.Key)];
            foreach (var (key, value) in context)
            {
                keys.Set($"kms:EncryptionContext:{key}", (string?)value);
            }
        }
    }

    private static string? Boundary(AskedCall call)
    {
        var iam = call.Account.Service<IamService>().State;
        return call.Input.Text("UserName") is { } user ? iam.Users.GetValueOrDefault(user)?.BoundaryArn
            : call.Input.Text("RoleName") is { } role ? iam.Roles.GetValueOrDefault(role)?.BoundaryArn : null;
    }

    private static string? Text(JsonObject tag, string member) => tag[member] is JsonValue value ? value.ToString() : null;
}
