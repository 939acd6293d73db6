namespace AwsHardening;

/// <summary>A bucket fit to hold a shared journal or Terraform's state, as <c>New-StateBucket</c> left it.</summary>
public sealed record StateBucket
{
    /// <summary>The bucket's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>Its Region.</summary>
    public required string Region { get; init; }

    /// <summary>Enabled, Suspended or Off.</summary>
    public required string Versioning { get; init; }

    /// <summary>The default encryption: <c>AES256</c> (keys that S3 manages), <c>aws:kms</c> or <c>aws:kms:dsse</c>.</summary>
    public required string Encryption { get; init; }

    /// <summary>The KMS key; null for keys that S3 manages.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>True when all four settings of the public access block are on.</summary>
    public required bool PublicAccessBlocked { get; init; }

    /// <summary>True when its policy refuses whatever does not come over TLS.</summary>
    public required bool TlsOnly { get; init; }

    /// <summary>Created, Adopted, Unchanged or WhatIf.</summary>
    public required string Status { get; init; }

    /// <summary>The id under which the change can be undone; null where nothing was changed.</summary>
    public string? ChangeId { get; init; }
}
