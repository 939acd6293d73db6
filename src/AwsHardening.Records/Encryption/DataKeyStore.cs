namespace AwsHardening;

/// <summary>A KMS key and a table in which data keys are kept, as <c>Initialize-DataKeyStore</c> left them.</summary>
public sealed record DataKeyStore
{
    /// <summary>The table.</summary>
    public required string TableName { get; init; }

    /// <summary>The alias of the KMS key.</summary>
    public required string KeyAlias { get; init; }

    /// <summary>The ARN of the KMS key; null where it is yet to be made.</summary>
    public string? KeyArn { get; init; }

    /// <summary>True when KMS renews the key's material every year.</summary>
    public required bool KeyRotationEnabled { get; init; }

    /// <summary>True when the table is encrypted under a KMS key.</summary>
    public required bool KmsEncrypted { get; init; }

    /// <summary>True when the table can be restored to any second of the last 35 days.</summary>
    public required bool PointInTimeRecoveryEnabled { get; init; }

    /// <summary>True when the table cannot be deleted.</summary>
    public required bool DeletionProtectionEnabled { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>Created, Adopted, Unchanged or WhatIf.</summary>
    public required string Status { get; init; }

    /// <summary>The id of the set of changes that were made; null where nothing was changed.</summary>
    public string? SetId { get; init; }
}
