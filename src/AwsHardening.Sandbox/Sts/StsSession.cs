namespace AwsHardening.Sandbox.Sts;

/// <summary>What temporary credentials carry.</summary>
/// <param name="Token">The session token that goes with the key.</param>
/// <param name="Issued">When they were issued.</param>
/// <param name="Expires">From when on they are no longer good.</param>
internal sealed record StsSession(string Token, DateTimeOffset Issued, DateTimeOffset Expires)
{
    /// <summary>The role; null for credentials of a user (GetSessionToken).</summary>
    public string? RoleArn { get; init; }

    /// <summary>When a code of an MFA device was shown; null where none was. Roles do not carry it on.</summary>
    public DateTimeOffset? MfaAt { get; init; }

    /// <summary>Session policies: what is left of the role's permissions is what they allow. Null where there are none.</summary>
    public IReadOnlyList<string>? Policies { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The keys of the tags that go on with a chain of roles.</summary>
    public IReadOnlyList<string> TransitiveTagKeys { get; init; } = [];

    public string? SourceIdentity { get; init; }
}
