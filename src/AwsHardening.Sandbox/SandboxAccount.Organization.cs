using System.Text.Json.Nodes;
using AwsHardening.Sandbox.S3;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox;

/// <content>The account among others: who is in which, and which of them a call is for.</content>
public sealed partial class SandboxAccount
{
    /// <summary>An account that this one knows by its id: itself, or another one of its organization.</summary>
    internal SandboxAccount? Find(string accountId) => accountId == AccountId ? this : Organization?.Find(accountId);

    /// <summary>The account that answers a call: that of the caller, or whose the bucket or the key is that the call names.</summary>
    internal SandboxAccount Route(string service, string operation, JsonObject input, string accessKeyId)
    {
        if (Organization is null)
        {
            return this;
        }

        var home = Principals.Known(accessKeyId) is { } caller ? Find(caller.AccountId) ?? this : this;
        if (service == "s3" && operation == "CreateBucket" && Organization.OwnerOfBucket(input.Text("Bucket") ?? "") is { } other && other != home)
        {
            home.Service<S3Service>().TakeName(input.Text("Bucket")!);
            return home;
        }

        return service switch
        {
            "s3" when input.Text("Bucket") is { } bucket => Organization.OwnerOfBucket(bucket) ?? home,
            "kms" when input.Text("KeyId")?.Split(':') is [_, _, "kms", _, var owner, ..] => Find(owner) ?? home,
            _ => home,
        };
    }
}
