namespace AwsHardening;

/// <summary>A data key of a table: what it is, never the key itself.</summary>
public sealed record DataKey
{
    /// <summary>Its id, such as <c>application</c>.</summary>
    public required string DataKeyId { get; init; }

    /// <summary>The version that new messages are made with, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>How many versions there are: data of each can be read.</summary>
    public required int VersionCount { get; init; }

    /// <summary>Enabled, or Disabled: then nothing new is encrypted with it, and what was can still be read.</summary>
    public required string Status { get; init; }

    /// <summary>The KMS key that the current version is encrypted under.</summary>
    public required string KeyArn { get; init; }

    /// <summary>The encryption context that the current version is bound to, and that its messages carry.</summary>
    public required IReadOnlyDictionary<string, string> EncryptionContext { get; init; }

    /// <summary>When the current version was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The table.</summary>
    public required string TableName { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>The id under which what the command did can be undone; null where it changed nothing.</summary>
    public string? ChangeId { get; init; }
}
