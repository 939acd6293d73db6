using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.S3;

/// <summary>All buckets, whatever their Region: a name is unique across Regions.</summary>
internal sealed class S3State(S3Options options)
{
    public SortedDictionary<string, Bucket> Buckets { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of buckets in other accounts.</summary>
    public HashSet<string> ForeignNames { get; } = new(StringComparer.Ordinal);

    /// <summary>Objects whose next conditional write meets another one under way.</summary>
    public HashSet<(string Bucket, string Key)> Conflicts { get; } = [];

    /// <summary>The public access block of the account; null where there is none.</summary>
    public JsonObject? AccountBlock { get; set; }

    public S3Options Options { get; } = options;

    /// <summary>What an account that is a copy does not know; null for one that is none.</summary>
    public SnapshotCopy? Copy { get; set; }

    /// <summary>The account's canonical user id.</summary>
    public string OwnerId { get; } = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(options.AccountId))).ToLowerInvariant();

    // HTTP dates, and S3's own times in lists, have no fraction that clients could compare with.
    public DateTimeOffset Now
    {
        get
        {
            var now = Options.Clock.GetUtcNow();
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        }
    }

    public string NewVersionId() => Options.Ids.NextBase64("s3-version", 32).Replace('+', '.').Replace('/', '_');
}
