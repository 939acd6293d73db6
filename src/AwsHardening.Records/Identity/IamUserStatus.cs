namespace AwsHardening;

/// <summary>What a user, or the root user, signs in with, and when it last did. What could not be read is null, and named in Unread.</summary>
public sealed record IamUserStatus
{
    /// <summary>The user's name; <c>&lt;root_account&gt;</c> for the root user, as the credential report has it.</summary>
    public required string UserName { get; init; }

    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>True for the root user.</summary>
    public bool IsRoot { get; init; }

    /// <summary>When it was made, UTC, or null.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Active, Inactive, New, NoCredential or Unknown.</summary>
    public required IamUserActivity Activity { get; init; }

    /// <summary>True for a password and no active access key; null where that is unknown.</summary>
    public bool? ConsoleOnly { get; init; }

    /// <summary>True where it can sign in to the console; null where that is unknown.</summary>
    public bool? ConsolePassword { get; init; }

    /// <summary>When the password was last used, UTC; null for never, or where that is unknown.</summary>
    public DateTimeOffset? PasswordLastUsed { get; init; }

    /// <summary>True with an MFA device; null where that is unknown.</summary>
    public bool? Mfa { get; init; }

    /// <summary>The MFA devices; null where they are unknown. Of a root user's hardware AWS tells no serial number.</summary>
    public IReadOnlyList<IamMfaDevice>? MfaDevices { get; init; }

    /// <summary>True for a password without MFA, and for a root user without MFA; null where that is unknown.</summary>
    public bool? MissingMfa { get; init; }

    /// <summary>The access keys; null where they are unknown.</summary>
    public IReadOnlyList<IamAccessKeyStatus>? AccessKeys { get; init; }

    /// <summary>The age of the oldest active access key, in whole days; null without one, or where that is unknown.</summary>
    public int? OldestKeyAgeDays { get; init; }

    /// <summary>The last use of password or access keys that is known, UTC, or null.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>The groups; null where they are unknown.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>The policies that the user itself has, inline ones too; null where they are unknown.</summary>
    public IReadOnlyList<IamUserPolicy>? DirectPolicies { get; init; }

    /// <summary>The policies of its groups; null where they are unknown.</summary>
    public IReadOnlyList<IamUserPolicy>? GroupPolicies { get; init; }

    /// <summary>What could not be read, and why: <c>iam:ListMFADevices: AccessDenied</c>.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{UserName} {Activity}";
}

/// <summary>Whether a user uses what it has.</summary>
public enum IamUserActivity
{
    /// <summary>What it would take to say so could not be read.</summary>
    Unknown,

    /// <summary>Password or access key was used within the days asked for.</summary>
    Active,

    /// <summary>Nothing was used within the days asked for, and nothing is new.</summary>
    Inactive,

    /// <summary>Nothing was used within the days asked for; the user, its password or an active access key is younger than that.</summary>
    New,

    /// <summary>There is no password and no active access key.</summary>
    NoCredential,
}

/// <summary>An MFA device.</summary>
/// <param name="SerialNumber">The serial number, an ARN for all but hardware tokens; null where AWS does not tell it.</param>
/// <param name="Type">Virtual, SecurityKey, Hardware or Sms.</param>
/// <param name="EnabledAt">Since when, UTC, or null.</param>
public sealed record IamMfaDevice(string? SerialNumber, string Type, DateTimeOffset? EnabledAt)
{
    /// <inheritdoc />
    public override string ToString() => Type;
}

/// <summary>An access key, without its secret.</summary>
public sealed record IamAccessKeyStatus
{
    /// <summary>The id; null for the root user's, whose ids AWS does not tell.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>True where it can be used; null where that is unknown.</summary>
    public required bool? Active { get; init; }

    /// <summary>When it was made, UTC, or null.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Its age in whole days, or null.</summary>
    public int? AgeDays { get; init; }

    /// <summary>False where the last use could not be read.</summary>
    public required bool LastUseKnown { get; init; }

    /// <summary>The last use, UTC; null for never, or where that is unknown.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>The service of the last use, such as <c>s3</c>, or null.</summary>
    public string? LastUsedService { get; init; }

    /// <summary>The Region of the last use, or null.</summary>
    public string? LastUsedRegion { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{AccessKeyId} {(LastUseKnown ? LastUsed?.ToString("u") ?? "never used" : "Unknown")}";
}

/// <summary>A policy that a user has.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arn">The ARN; null for an inline policy.</param>
/// <param name="Group">The group that it has it from, or null.</param>
public sealed record IamUserPolicy(string Name, string? Arn, string? Group)
{
    /// <summary>True for an inline policy.</summary>
    public bool Inline => Arn is null;

    /// <inheritdoc />
    public override string ToString() => Group is null ? Name : $"{Group}/{Name}";
}
