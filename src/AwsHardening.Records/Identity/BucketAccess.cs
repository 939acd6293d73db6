namespace AwsHardening;

/// <summary>Who can read, write or list a bucket, by its policy, its ACL and the public access blocks of bucket and account together.</summary>
public sealed record BucketAccess
{
    /// <summary>The bucket.</summary>
    public required string BucketName { get; init; }

    /// <summary>Its Region.</summary>
    public required string Region { get; init; }

    /// <summary>Public, CrossAccount, OwnAccount, or Unknown where something that could open it was not read.</summary>
    public required BucketAccessLevel Access { get; init; }

    /// <summary>True where anybody can read objects; null where that is unknown.</summary>
    public bool? PublicRead { get; init; }

    /// <summary>True where anybody can write or delete objects; null where that is unknown.</summary>
    public bool? PublicWrite { get; init; }

    /// <summary>True where anybody can list the bucket; null where that is unknown.</summary>
    public bool? PublicList { get; init; }

    /// <summary>Who from outside of the account gets in, as far as that could be read.</summary>
    public IReadOnlyList<string> OtherAccounts { get; init; } = [];

    /// <summary>Each grant of policy and ACL, in force or not, with what decides.</summary>
    public IReadOnlyList<BucketGrant> Grants { get; init; } = [];

    /// <summary>The account's public access block; null where it could not be read.</summary>
    public BucketBlock? AccountBlock { get; init; }

    /// <summary>The bucket's public access block; null where it could not be read.</summary>
    public BucketBlock? BucketBlock { get; init; }

    /// <summary>BucketOwnerEnforced (ACLs are off), BucketOwnerPreferred or ObjectWriter; null where it could not be read.</summary>
    public string? ObjectOwnership { get; init; }

    /// <summary>True for a policy, false for none; null where it could not be read.</summary>
    public bool? HasPolicy { get; init; }

    /// <summary>The policy, as JSON; null for none, or where it could not be read.</summary>
    public string? Policy { get; init; }

    /// <summary>What could not be read, and why: <c>s3:GetBucketPolicy: AccessDenied</c>.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{BucketName} {Access}";
}

/// <summary>Who gets in at the widest.</summary>
public enum BucketAccessLevel
{
    /// <summary>Something that could open the bucket was not read.</summary>
    Unknown,

    /// <summary>Anybody.</summary>
    Public,

    /// <summary>Named principals of other accounts, and nobody else from outside.</summary>
    CrossAccount,

    /// <summary>The own account and AWS services.</summary>
    OwnAccount,
}

/// <summary>What one statement of a policy, or one grant of an ACL, lets a grantee do.</summary>
public sealed record BucketGrant
{
    /// <summary>Who: an ARN, an account, a service, a canonical user, <c>*</c> or a group of S3.</summary>
    public required string Grantee { get; init; }

    /// <summary>Public, CrossAccount, OwnAccount, Service or Unknown.</summary>
    public required string Reach { get; init; }

    /// <summary>Objects can be read.</summary>
    public bool Read { get; init; }

    /// <summary>Objects can be written or deleted.</summary>
    public bool Write { get; init; }

    /// <summary>The bucket can be listed.</summary>
    public bool List { get; init; }

    /// <summary>Policy or Acl.</summary>
    public required string Source { get; init; }

    /// <summary>The deciding statement by its name or number, or the ACL's grant.</summary>
    public required string Statement { get; init; }

    /// <summary>The conditions that it depends on, one line each.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = [];

    /// <summary>True where it has effect; null where that is unknown.</summary>
    public required bool? InForce { get; init; }

    /// <summary>What keeps it from having effect, or null.</summary>
    public string? BlockedBy { get; init; }

    /// <inheritdoc />
    public override string ToString() =>
        $"{Grantee}: {string.Join('+', new[] { Read ? "read" : null, Write ? "write" : null, List ? "list" : null }.OfType<string>())} by {Source} {Statement}{(BlockedBy is null ? "" : $", not in force: {BlockedBy}")}";
}

/// <summary>A public access block.</summary>
/// <param name="BlockPublicAcls">New ACLs that make public are refused.</param>
/// <param name="IgnorePublicAcls">ACLs that make public have no effect.</param>
/// <param name="BlockPublicPolicy">New policies that make public are refused.</param>
/// <param name="RestrictPublicBuckets">Of a policy that makes public, the own account and AWS services alone have use.</param>
public sealed record BucketBlock(bool BlockPublicAcls, bool IgnorePublicAcls, bool BlockPublicPolicy, bool RestrictPublicBuckets)
{
    /// <summary>True where all of it is on.</summary>
    public bool Whole => BlockPublicAcls && IgnorePublicAcls && BlockPublicPolicy && RestrictPublicBuckets;

    /// <inheritdoc />
    public override string ToString()
    {
        string?[] on =
        [
            BlockPublicAcls ? "BlockAcls" : null, IgnorePublicAcls ? "IgnoreAcls" : null, BlockPublicPolicy ? "BlockPolicy" : null,
            RestrictPublicBuckets ? "Restrict" : null,
        ];
        return Whole ? "all" : string.Join('+', on.OfType<string>()) is { Length: > 0 } some ? some : "none";
    }
}
