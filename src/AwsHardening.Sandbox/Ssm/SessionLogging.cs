using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.Ssm;

/// <summary>Where a session's output goes, by the inputs of its document.</summary>
internal sealed record SessionLogging(
    string Bucket, string Prefix, bool BucketMustBeEncrypted, string LogGroup, bool LogGroupMustBeEncrypted, bool Streams, string? MaxDuration)
{
    public static SessionLogging None { get; } = new("", "", false, "", false, false, null);

    public string ConsoleRegion { get; init; } = "";

    public static SessionLogging Of(SsmRegion region, string documentName)
    {
        // The preferences hold from the moment they are saved, whichever version is the default.
        if (region.Documents.GetValueOrDefault(documentName)?.Latest.Body?["inputs"] is not JsonObject inputs)
        {
            return None;
        }

        string Text(string member) => (string?)inputs[member] ?? "";
        bool Flag(string member, bool fallback) => (bool?)inputs[member] ?? fallback;
        return new SessionLogging(
            Text("s3BucketName"), Text("s3KeyPrefix"), Flag("s3EncryptionEnabled", true), Text("cloudWatchLogGroupName"),
            Flag("cloudWatchEncryptionEnabled", true), Flag("cloudWatchStreamingEnabled", false),
            Text("maxSessionDuration") is { Length: > 0 } minutes ? minutes : null)
        {
            ConsoleRegion = region.Name,
        };
    }

    public string KeyOf(SsmSession session) => $"{(Prefix.Length == 0 ? "" : Prefix.TrimEnd('/') + "/")}{session.Id}.log";

    public JsonObject? OutputUrl(SsmSession session)
    {
        var s3 = Bucket.Length == 0 || session.IsActive ? null : $"https://s3.{ConsoleRegion}.amazonaws.com/{Bucket}/{KeyOf(session)}";
        var logs = LogGroup.Length == 0 || (session.IsActive && !Streams) ? null
            : $"https://console.aws.amazon.com/cloudwatch/home?region={ConsoleRegion}#logEventViewer:group={LogGroup};stream={session.Id}";
        return s3 is null && logs is null ? null : Json.Of(("S3OutputUrl", s3), ("CloudWatchOutputUrl", logs));
    }
}
