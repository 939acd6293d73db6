namespace AwsHardening;

/// <summary>What an account asks of its users' passwords (IAM API Reference: PasswordPolicy).</summary>
public sealed record AccountPasswordPolicy
{
    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>How long a password is at least: 6 to 128 characters.</summary>
    public required int MinimumPasswordLength { get; init; }

    /// <summary>True where it must have a letter from A to Z.</summary>
    public required bool RequireUppercaseCharacters { get; init; }

    /// <summary>True where it must have a letter from a to z.</summary>
    public required bool RequireLowercaseCharacters { get; init; }

    /// <summary>True where it must have a digit.</summary>
    public required bool RequireNumbers { get; init; }

    /// <summary>True where it must have a character that is neither letter nor digit.</summary>
    public required bool RequireSymbols { get; init; }

    /// <summary>True where users may change their own password.</summary>
    public required bool AllowUsersToChangePassword { get; init; }

    /// <summary>After how many days a password expires, up to 1,095; null for never.</summary>
    public int? MaxPasswordAge { get; init; }

    /// <summary>How many earlier passwords may not be used again, up to 24; null for none.</summary>
    public int? PasswordReusePrevention { get; init; }

    /// <summary>True where a user whose password has expired cannot set a new one.</summary>
    public required bool HardExpiry { get; init; }

    /// <summary>Unchanged, Applied or WhatIf.</summary>
    public required string Status { get; init; }

    /// <summary>The change's id; null where nothing was changed.</summary>
    public string? ChangeId { get; init; }
}
