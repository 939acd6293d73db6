using System.Text.Json.Nodes;

namespace AwsHardening.Core.Storage;

/// <summary>
/// One setting of a bucket and the operations for it. Content, parameters and answers call it by the same name: that of the
/// member that the Put operation takes.
/// </summary>
/// <param name="Name">The member, such as <c>VersioningConfiguration</c>.</param>
/// <param name="Put">Writes it whole.</param>
/// <param name="Get">Reads it.</param>
/// <param name="Delete">Takes it away; null where AWS has no such operation.</param>
/// <param name="NotSet">The error code that says there is none; null where there always is one.</param>
internal sealed record BucketSetting(string Name, string Put, string Get, string? Delete, string? NotSet)
{
    private const string MinimumSize = "TransitionDefaultMinimumObjectSize";

    public static BucketSetting Policy { get; } = new(
        "Policy", "PutBucketPolicy", "GetBucketPolicy", "DeleteBucketPolicy", "NoSuchBucketPolicy");

    public static BucketSetting Ownership { get; } = new(
        "OwnershipControls", "PutBucketOwnershipControls", "GetBucketOwnershipControls", "DeleteBucketOwnershipControls",
        "OwnershipControlsNotFoundError");

    public static BucketSetting Versioning { get; } = new(
        "VersioningConfiguration", "PutBucketVersioning", "GetBucketVersioning", null, null);

    public static BucketSetting Encryption { get; } = new(
        "ServerSideEncryptionConfiguration", "PutBucketEncryption", "GetBucketEncryption", "DeleteBucketEncryption",
        "ServerSideEncryptionConfigurationNotFoundError");

    public static BucketSetting Lifecycle { get; } = new(
        "LifecycleConfiguration", "PutBucketLifecycleConfiguration", "GetBucketLifecycleConfiguration", "DeleteBucketLifecycle",
        "NoSuchLifecycleConfiguration");

    public static BucketSetting Tagging { get; } = new(
        "Tagging", "PutBucketTagging", "GetBucketTagging", "DeleteBucketTagging", "NoSuchTagSet");

    public static BucketSetting PublicAccessBlock { get; } = new(
        "PublicAccessBlockConfiguration", "PutPublicAccessBlock", "GetPublicAccessBlock", "DeletePublicAccessBlock",
        "NoSuchPublicAccessBlockConfiguration");

    /// <summary>
    /// All, in the order in which they are raised. The block comes last, so that a policy that is public already can still be
    /// written; what takes back goes the other way round and lifts the block first.
    /// </summary>
    public static IReadOnlyList<BucketSetting> All { get; } =
        [Policy, Ownership, Versioning, Encryption, Lifecycle, Tagging, PublicAccessBlock];

    /// <summary>The setting that an operation writes or takes away, or null.</summary>
    public static BucketSetting? Of(string operation) => All.FirstOrDefault(s => s.Put == operation || s.Delete == operation);

    /// <summary>The setting in the answer to its Get operation.</summary>
    public JsonNode? Read(JsonObject answer)
    {
        var value = (answer[Name] ?? answer).DeepClone();
        // The SDK's word for a bucket that never had versions; AWS says nothing.
        if (this == Versioning && value["Status"]?.GetValue<string>() == "Off")
        {
            ((JsonObject)value).Remove("Status");
        }

        return value;
    }

    /// <summary>What the Put operation takes beside the bucket.</summary>
    public JsonObject Parameters(JsonNode value)
    {
        var parameters = new JsonObject { [Name] = value.DeepClone() };
        // Left out, it would fall back to its default: it is read with the rules and must be written with them.
        if (parameters[Name] is JsonObject rules && rules[MinimumSize] is { } size)
        {
            rules.Remove(MinimumSize);
            parameters[MinimumSize] = size.DeepClone();
        }

        return parameters;
    }

    /// <summary>The setting in the parameters of its Put operation.</summary>
    public JsonNode? Written(JsonObject parameters)
    {
        var value = parameters[Name]?.DeepClone();
        if (value is JsonObject rules && parameters[MinimumSize] is { } size)
        {
            rules[MinimumSize] = size.DeepClone();
        }

        return value;
    }
}
