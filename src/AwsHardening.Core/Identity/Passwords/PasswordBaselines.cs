namespace AwsHardening.Core.Identity.Passwords;

/// <summary>Password policies by name.</summary>
public static class PasswordBaselines
{
    /// <summary>The CIS AWS Foundations Benchmark 3.0.0, recommendations 1.8 and 1.9.</summary>
    public const string Cis = "CIS";

    /// <summary>AWS Foundational Security Best Practices, control IAM.7 with its defaults.</summary>
    public const string Fsbp = "FSBP";

    /// <summary>What the workshop has in a comment.</summary>
    public const string Workshop = "Workshop";

    private static readonly PasswordSettings s_allKinds = new()
    {
        MinimumPasswordLength = 8,
        RequireUppercaseCharacters = true,
        RequireLowercaseCharacters = true,
        RequireNumbers = true,
        RequireSymbols = true,
    };

    /// <summary>What a baseline asks.</summary>
    /// <param name="name">One of the names above, in any case.</param>
    public static PasswordSettings Of(string name) => name?.ToUpperInvariant() switch
    {
        "CIS" => new PasswordSettings { MinimumPasswordLength = 14, PasswordReusePrevention = 24 },
        "FSBP" => s_allKinds,
        "WORKSHOP" => s_allKinds with { AllowUsersToChangePassword = true },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such baseline."),
    };
}
