namespace AwsHardening;

/// <summary>A credential in a vault: what it is, never its secret.</summary>
public sealed record VaultCredential
{
    /// <summary>Its name in the vault.</summary>
    public required string Name { get; init; }

    /// <summary>The access key id; null where the vault tells nothing without giving the secret out.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>The IAM user whose key it is; null until that was asked.</summary>
    public string? UserName { get; init; }

    /// <summary>The 12-digit account id; null until that was asked.</summary>
    public string? AccountId { get; init; }

    /// <summary>The MFA device whose code a session of this credential needs, as an ARN or a serial number; else null.</summary>
    public string? MfaSerial { get; init; }

    /// <summary>When AWS made the key, UTC; null where that is not known.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was put into the vault, UTC.</summary>
    public DateTimeOffset? SavedAt { get; init; }

    /// <summary>Until when a session is kept that needs no further MFA code, UTC; null where there is none.</summary>
    public DateTimeOffset? SessionExpiresAt { get; init; }

    /// <summary>Where a rotation stands that has not ended, in one sentence; else null.</summary>
    public string? Rotation { get; init; }

    /// <summary>What keeps it: <c>File</c>, <c>Dpapi</c> or <c>SecretManagement</c>.</summary>
    public required string VaultKind { get; init; }

    /// <summary>Where: a file's path, or the name of a registered vault.</summary>
    public required string Vault { get; init; }

    /// <summary>The ids of the journaled changes of the account that the command made; empty where it made none.</summary>
    public IReadOnlyList<string> ChangeId { get; init; } = [];
}
