using System.Text.Json;
using System.Text.Json.Serialization;

namespace AwsHardening.Core.Changes.Reverts;

/// <summary>A revert that waits: what its file holds. Enough to open the same account again, and nothing that opens it by itself.</summary>
internal sealed record RevertEntry
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The format's version.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The id of the set of changes that will be taken back.</summary>
    public required string Id { get; init; }

    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>When it was written, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the changes are taken back unless they are confirmed, UTC.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The profile to connect with; null for the SDK's default chain.</summary>
    public string? ProfileName { get; init; }

    /// <summary>The endpoint that replaces AWS's own, or null.</summary>
    public string? EndpointUrl { get; init; }

    /// <summary>Who waits for it.</summary>
    public RevertReach Reach { get; init; }

    /// <summary>Why the last attempt failed, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>What to do about it.</summary>
    public string? NextStep { get; init; }

    /// <summary>As it stands in the file.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, s_options);

    /// <summary>Reads what stands in a file.</summary>
    /// <exception cref="JsonException">Not a pending revert, or of a later version.</exception>
    public static RevertEntry Parse(string json) =>
        JsonSerializer.Deserialize<RevertEntry>(json, s_options) is { Version: 1 } entry
            ? entry : throw new JsonException("It is not a pending revert of version 1.");
}
