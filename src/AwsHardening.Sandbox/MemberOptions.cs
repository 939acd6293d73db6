namespace AwsHardening.Sandbox;

/// <summary>What a new member account of an organization is like.</summary>
public sealed record MemberOptions
{
    /// <summary>The twelve-digit account id; null for one that nobody has.</summary>
    public string? AccountId { get; init; }

    /// <summary>The e-mail address of its owner; null for one made of its name.</summary>
    public string? Email { get; init; }

    /// <summary>The unit that it is in; null for the root.</summary>
    public string? UnitId { get; init; }

    /// <summary>The template that it starts with.</summary>
    public string Template { get; init; } = "Empty";

    /// <summary>The Region of its template; null for that of the management account.</summary>
    public string? Region { get; init; }

    /// <summary>The role for the management account; null for none, as in an account that was invited.</summary>
    public string? RoleName { get; init; } = SandboxOrganization.AccessRole;

    /// <summary>Its tags in the organization.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
