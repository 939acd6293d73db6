using System.Text.Json.Nodes;

namespace AwsHardening.Core.Access;

/// <summary>
/// The preferences of Session Manager: the inputs of the account's own document SSM-SessionManagerRunShell (AWS Systems Manager User
/// Guide: Session document schema).
/// </summary>
internal static class SessionPreferences
{
    public const string DocumentName = "SSM-SessionManagerRunShell";

    private const string Inputs = "inputs";

    /// <summary>The members that say where logs go.</summary>
    private static readonly (string Name, JsonNode Off)[] s_logging =
    [
        ("s3BucketName", ""), ("s3KeyPrefix", ""), ("s3EncryptionEnabled", true), ("cloudWatchLogGroupName", ""),
        ("cloudWatchEncryptionEnabled", true), ("cloudWatchStreamingEnabled", false),
    ];

    /// <summary>The preferences with logging on; everything else stays as it is.</summary>
    /// <param name="present">The document as it is; null where the account has none.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">The prefix of keys; empty for none.</param>
    /// <param name="logGroup">The log group.</param>
    public static JsonObject WithLogging(JsonNode? present, string bucket, string prefix, string logGroup) => With(present,
    [
        ("s3BucketName", bucket), ("s3KeyPrefix", prefix), ("s3EncryptionEnabled", true), ("cloudWatchLogGroupName", logGroup),
        ("cloudWatchEncryptionEnabled", true), ("cloudWatchStreamingEnabled", true),
    ]);

    /// <summary>The preferences with logging off; everything else stays as it is.</summary>
    public static JsonObject WithoutLogging(JsonNode present) => With(present, s_logging);

    /// <summary>Where a document's logs go.</summary>
    public static (string Bucket, string Prefix, string LogGroup) Logging(JsonNode? document) =>
        (Text(document, "s3BucketName"), Text(document, "s3KeyPrefix"), Text(document, "cloudWatchLogGroupName"));

    private static string Text(JsonNode? document, string member) => document?[Inputs]?[member]?.GetValue<string>() ?? "";

    private static JsonObject With(JsonNode? present, IEnumerable<(string Name, JsonNode Value)> members)
    {
        var document = (JsonObject?)present?.DeepClone() ?? new JsonObject
        {
            ["schemaVersion"] = "1.0",
            ["description"] = "Document to hold regional settings for Session Manager",
            ["sessionType"] = "Standard_Stream",
        };
        if (document[Inputs] is not JsonObject inputs)
        {
            document[Inputs] = inputs = [];
        }

        foreach (var (name, value) in members)
        {
            inputs[name] = value.DeepClone();
        }

        return document;
    }
}
