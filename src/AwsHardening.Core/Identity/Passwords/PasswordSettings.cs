using System.Text.Json.Nodes;
using Amazon.IdentityManagement.Model;

namespace AwsHardening.Core.Identity.Passwords;

/// <summary>What is asked of passwords; what is null is not said.</summary>
public sealed record PasswordSettings
{
    // What AWS asks where an account has set nothing (IAM User Guide: Set an account password policy for IAM users).
    private const int UsualLength = 8;

    /// <summary>At least so many characters, 6 to 128.</summary>
    public int? MinimumPasswordLength { get; init; }

    /// <summary>A letter from A to Z.</summary>
    public bool? RequireUppercaseCharacters { get; init; }

    /// <summary>A letter from a to z.</summary>
    public bool? RequireLowercaseCharacters { get; init; }

    /// <summary>A digit.</summary>
    public bool? RequireNumbers { get; init; }

    /// <summary>A character that is neither.</summary>
    public bool? RequireSymbols { get; init; }

    /// <summary>Users may change their own.</summary>
    public bool? AllowUsersToChangePassword { get; init; }

    /// <summary>Days until it expires, 1 to 1,095; 0 for never.</summary>
    public int? MaxPasswordAge { get; init; }

    /// <summary>How many earlier ones may not come back, 1 to 24; 0 for none.</summary>
    public int? PasswordReusePrevention { get; init; }

    /// <summary>Once it has expired, its user cannot set a new one.</summary>
    public bool? HardExpiry { get; init; }

    /// <summary>The policy of an account that has set none.</summary>
    internal static PasswordSettings Usual { get; } = new() { MinimumPasswordLength = UsualLength };

    /// <summary>How many of the four kinds of characters are required.</summary>
    internal int RequiredKinds =>
        new[] { RequireUppercaseCharacters, RequireLowercaseCharacters, RequireNumbers, RequireSymbols }.Count(kind => kind == true);

    internal static PasswordSettings Of(PasswordPolicy policy) => new()
    {
        MinimumPasswordLength = policy.MinimumPasswordLength,
        RequireUppercaseCharacters = policy.RequireUppercaseCharacters,
        RequireLowercaseCharacters = policy.RequireLowercaseCharacters,
        RequireNumbers = policy.RequireNumbers,
        RequireSymbols = policy.RequireSymbols,
        AllowUsersToChangePassword = policy.AllowUsersToChangePassword,
        MaxPasswordAge = policy.MaxPasswordAge,
        PasswordReusePrevention = policy.PasswordReusePrevention,
        HardExpiry = policy.HardExpiry,
    };

    /// <summary>The parameters of an update; what is off or never is left out, where AWS has it so too.</summary>
    internal JsonObject ToUpdate()
    {
        var update = new JsonObject
        {
            [nameof(MinimumPasswordLength)] = MinimumPasswordLength ?? UsualLength,
            [nameof(RequireUppercaseCharacters)] = RequireUppercaseCharacters == true,
            [nameof(RequireLowercaseCharacters)] = RequireLowercaseCharacters == true,
            [nameof(RequireNumbers)] = RequireNumbers == true,
            [nameof(RequireSymbols)] = RequireSymbols == true,
            [nameof(AllowUsersToChangePassword)] = AllowUsersToChangePassword == true,
            [nameof(HardExpiry)] = HardExpiry == true,
        };
        if (MaxPasswordAge is > 0 and { } age)
        {
            update[nameof(MaxPasswordAge)] = age;
        }

        if (PasswordReusePrevention is > 0 and { } reuse)
        {
            update[nameof(PasswordReusePrevention)] = reuse;
        }

        return update;
    }

    /// <summary>This, and what the other says where this one says nothing.</summary>
    /// <param name="other">The other.</param>
    public PasswordSettings Or(PasswordSettings other) => new()
    {
        MinimumPasswordLength = MinimumPasswordLength ?? other.MinimumPasswordLength,
        RequireUppercaseCharacters = RequireUppercaseCharacters ?? other.RequireUppercaseCharacters,
        RequireLowercaseCharacters = RequireLowercaseCharacters ?? other.RequireLowercaseCharacters,
        RequireNumbers = RequireNumbers ?? other.RequireNumbers,
        RequireSymbols = RequireSymbols ?? other.RequireSymbols,
        AllowUsersToChangePassword = AllowUsersToChangePassword ?? other.AllowUsersToChangePassword,
        MaxPasswordAge = MaxPasswordAge ?? other.MaxPasswordAge,
        PasswordReusePrevention = PasswordReusePrevention ?? other.PasswordReusePrevention,
        HardExpiry = HardExpiry ?? other.HardExpiry,
    };

    /// <summary>The stricter of each setting. Users who may not change their password count as stricter: allowing it gives a right.</summary>
    internal PasswordSettings StricterOf(PasswordSettings other) => new()
    {
        MinimumPasswordLength = Larger(MinimumPasswordLength, other.MinimumPasswordLength),
        RequireUppercaseCharacters = Either(RequireUppercaseCharacters, other.RequireUppercaseCharacters),
        RequireLowercaseCharacters = Either(RequireLowercaseCharacters, other.RequireLowercaseCharacters),
        RequireNumbers = Either(RequireNumbers, other.RequireNumbers),
        RequireSymbols = Either(RequireSymbols, other.RequireSymbols),
        AllowUsersToChangePassword = AllowUsersToChangePassword is { } mine && other.AllowUsersToChangePassword is { } theirs
            ? mine && theirs : AllowUsersToChangePassword ?? other.AllowUsersToChangePassword,
        MaxPasswordAge = Sooner(MaxPasswordAge, other.MaxPasswordAge),
        PasswordReusePrevention = Larger(PasswordReusePrevention, other.PasswordReusePrevention),
        HardExpiry = Either(HardExpiry, other.HardExpiry),
    };

    private static int? Larger(int? one, int? other) => one is null ? other : other is null ? one : Math.Max(one.Value, other.Value);

    private static bool? Either(bool? one, bool? other) => one is null ? other : other is null ? one : one.Value || other.Value;

    // Never is the weakest.
    private static int? Sooner(int? one, int? other) => one is null or 0 ? other ?? one : other is null or 0 ? one : Math.Min(one.Value, other.Value);
}
