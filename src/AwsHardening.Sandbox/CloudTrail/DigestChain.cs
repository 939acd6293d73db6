using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.CloudTrail;

/// <summary>Where one Region's chain of digest files stands.</summary>
/// <param name="start">When the hour that the next digest covers began.</param>
internal sealed class DigestChain(DateTimeOffset start)
{
    public DateTimeOffset Start { get; set; } = start;

    /// <summary>The log files of the hour, as the digest lists them, the latest first.</summary>
    public List<JsonObject> Files { get; } = [];

    /// <summary>The last digest: bucket, key, hash and signature; null for none.</summary>
    public (string Bucket, string Key, string Hash, string Signature)? Previous { get; set; }
}
