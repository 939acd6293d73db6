using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.S3;

/// <summary>One version of an object, or the marker that says it is deleted.</summary>
internal sealed record ObjectVersion(string VersionId, DateTimeOffset Modified)
{
    /// <summary>The id of what is written while versioning is not enabled.</summary>
    public const string Null = "null";

    public bool IsDeleteMarker { get; init; }

    public byte[] Body { get; init; } = [];

    /// <summary>With its quotes, as it travels.</summary>
    public string ETag { get; init; } = "";

    /// <summary>What the writer said of it, in the member names of GetObject: content type, metadata, checksums, encryption.</summary>
    public JsonObject Properties { get; init; } = [];
}
