namespace AwsHardening;

/// <summary>Who may assume a role, by one statement of its trust policy: one record a role, statement and principal.</summary>
public sealed record RoleTrust
{
    /// <summary>The role.</summary>
    public required string RoleName { get; init; }

    /// <summary>Its ARN.</summary>
    public required string RoleArn { get; init; }

    /// <summary>Who, as the policy has it: an ARN, an account, a service, a provider, or <c>*</c>.</summary>
    public required string Principal { get; init; }

    /// <summary>Everyone, Account, User, Role, Session, Service, Federated, CanonicalUser, Deleted or Unknown.</summary>
    public required string PrincipalType { get; init; }

    /// <summary>The account of the principal, or null.</summary>
    public string? PrincipalAccountId { get; init; }

    /// <summary>True where a principal of another account is meant, or everybody.</summary>
    public bool CrossAccount { get; init; }

    /// <summary>True where every principal of an account is meant that the account itself lets assume roles.</summary>
    public bool AnyoneInAccount { get; init; }

    /// <summary>True where anybody is meant, and no condition says of which account or organization.</summary>
    public bool Public { get; init; }

    /// <summary>True where an identity provider's every identity is meant, as no condition says which.</summary>
    public bool AnyFederatedIdentity { get; init; }

    /// <summary>True where the role cannot be assumed without MFA.</summary>
    public bool RequiresMfa { get; init; }

    /// <summary>How the key of the MFA condition is written, or null. AWS reads it without regard to case; other tools may not.</summary>
    public string? MfaKey { get; init; }

    /// <summary>True where the role cannot be assumed without an external id.</summary>
    public bool RequiresExternalId { get; init; }

    /// <summary>True for a role that a service made for itself.</summary>
    public bool ServiceLinked { get; init; }

    /// <summary>The name of the statement, else its number.</summary>
    public required string Statement { get; init; }

    /// <summary>What the statement allows.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    /// <summary>The conditions, one line each.</summary>
    public required IReadOnlyList<string> Conditions { get; init; }

    /// <summary>Statements of the same policy that deny to assume the role; the condition of each decides whom.</summary>
    public IReadOnlyList<string> DeniedBy { get; init; } = [];

    /// <summary>How long a session lasts at most.</summary>
    public TimeSpan? MaxSessionDuration { get; init; }

    /// <summary>The statement, as JSON.</summary>
    public required string Json { get; init; }

    /// <summary>The account of the role.</summary>
    public required string AccountId { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{RoleName} by {Principal}";
}
