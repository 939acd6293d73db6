using System.Text.Json;

namespace AwsHardening.Core.Changes.Journals;

/// <summary>Where an account's shared journal stands, as it is kept on the disk. Holds no credential.</summary>
internal sealed record SharedPlace
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The bucket.</summary>
    public required string Bucket { get; init; }

    /// <summary>What the keys of all journals in it begin with; ends with a slash.</summary>
    public required string KeyPrefix { get; init; }

    /// <summary>The bucket's Region.</summary>
    public required string Region { get; init; }

    /// <summary>The account that must own the bucket: AWS refuses every call where another does.</summary>
    public required string ExpectedBucketOwner { get; init; }

    /// <summary>What the keys of one account's journal begin with.</summary>
    public string PrefixOf(string accountId) => $"{KeyPrefix}{accountId}/";

    /// <summary>The place of one account's journal, for people.</summary>
    public string UrlOf(string accountId) => $"s3://{Bucket}/{PrefixOf(accountId)}";

    public string ToJson() => JsonSerializer.Serialize(this, s_options);

    /// <exception cref="JsonException">Not a place.</exception>
    public static SharedPlace Parse(string text) =>
        JsonSerializer.Deserialize<SharedPlace>(text, s_options)
        is { Bucket: not null, KeyPrefix: not null, Region: not null, ExpectedBucketOwner: not null } place
            ? place : throw new JsonException("A shared journal has a bucket, a prefix, a Region and an owner.");
}
