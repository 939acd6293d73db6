using System.Text.Json.Nodes;
using Amazon.Runtime;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Audit;

/// <summary>S3's public access block of the account: the change's resource is the account's id. The account has it once, whatever the Region.</summary>
internal sealed class AccountBlockKind : ContentKind
{
    public const string Type = "AWS::S3::AccountPublicAccessBlock";

    /// <summary>The member that holds the settings, and the account in parameters.</summary>
    public const string Configuration = "PublicAccessBlockConfiguration";
    public const string Account = "AccountId";

    /// <summary>Bucket ACLs that make public are no longer taken into account; bucket policies that do let in nobody from outside.</summary>
    public const string IgnorePublicAcls = "IgnorePublicAcls";
    public const string RestrictPublicBuckets = "RestrictPublicBuckets";

    public static readonly string[] Settings = ["BlockPublicAcls", IgnorePublicAcls, "BlockPublicPolicy", RestrictPublicBuckets];

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "s3:GetAccountPublicAccessBlock", "s3:PutAccountPublicAccessBlock",
    ];

    public override Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken) =>
        ReadAsync(session, change.ResourceId, cancellationToken);

    /// <summary>The block of an account.</summary>
    /// <exception cref="UnreadFactException">It could not be read.</exception>
    public static async Task<JsonObject> ReadAsync(AwsSession session, string accountId, CancellationToken cancellationToken)
    {
        JsonObject answer;
        try
        {
            answer = await AuditReads.ReadAsync(session, "s3control", "GetPublicAccessBlock", new() { [Account] = accountId }, cancellationToken);
        }
        catch (UnreadFactException e) when (e.InnerException is AmazonServiceException && AwsErrors.Code(e.InnerException) == "NoSuchPublicAccessBlockConfiguration")
        {
            return Absent();
        }

        return Content(answer[Configuration] as JsonObject ?? []);
    }

    /// <summary>True where all of it is on.</summary>
    public static bool IsWhole(JsonObject present) => IsThere(present) && Array.TrueForAll(Settings, setting => IsOn(present, setting));

    public static bool IsOn(JsonObject present, string setting) => (bool?)present[setting] == true;

    public override Task<int> CountAsync(AccountView view) => Task.FromResult(1);

    protected override JsonObject? Leaves(ApiCall call) => call.Operation switch
    {
        "PutPublicAccessBlock" => Content((JsonObject)call.Parameters[Configuration]!),
        "DeletePublicAccessBlock" => Absent(),
        _ => null,
    };

    // What is left out is off.
    private static JsonObject Content(JsonObject configuration)
    {
        var content = new JsonObject { [Exists] = true };
        foreach (var setting in Settings)
        {
            content[setting] = (bool?)configuration[setting] ?? false;
        }

        return content;
    }
}
