using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.S3;

/// <summary>One call as a handler sees it.</summary>
internal sealed class S3Call(S3State state, string operation, JsonObject input, string region)
{
    public S3State State { get; } = state;

    public JsonObject Input { get; } = input;

    public string Region { get; } = region;

    public string BucketName => Text("Bucket")!;

    public string Key => Text("Key")!;

    public string? Text(string member) => (string?)Input[member];

    public int? Number(string member) => (int?)Input[member];

    public JsonObject Structure(string member) => Input[member] as JsonObject ?? throw S3Errors.MalformedXml();

    /// <summary>The bucket that the call is about.</summary>
    /// <exception cref="AwsErrorException">It is not there, belongs to somebody else, or is in another Region.</exception>
    public Bucket Bucket() => Find(anyRegion: false);

    /// <summary>The bucket, whichever Region's endpoint was asked.</summary>
    public Bucket BucketAnywhere() => Find(anyRegion: true);

    /// <summary>True where the block of the bucket or that of the account has a setting on.</summary>
    public bool IsBlocked(Bucket bucket, string setting) =>
        (bool?)bucket.PublicAccessBlock?[setting] == true || (bool?)State.AccountBlock?[setting] == true;

    private Bucket Find(bool anyRegion)
    {
        if (State.ForeignNames.Contains(BucketName))
        {
            throw S3Errors.AccessDenied();
        }

        var bucket = State.Buckets.GetValueOrDefault(BucketName) ?? throw S3Errors.NoSuchBucket(BucketName);
        if (Text("ExpectedBucketOwner") is { } owner && owner != State.Options.AccountId)
        {
            throw S3Errors.AccessDenied();
        }

        if (!anyRegion && bucket.Region != Region)
        {
            throw S3Errors.PermanentRedirect(bucket);
        }

        bucket.Copy?.Check(operation, Text("Key") is { } key && bucket.Objects.ContainsKey(key));
        return bucket;
    }
}
