using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Iam;

/// <summary>The account's password policy, or what holds where there is none (IAM User Guide: Set an account password policy for IAM users).</summary>
internal sealed class PasswordPolicy
{
    private const int MinLength = 6;
    private const int MaxLength = 128;

    // What AWS asks of passwords itself: eight letters of three kinds.
    private const int UsualLength = 8;
    private const int UsualKinds = 3;

    // AWS IAM User Guide, of non-alphanumeric characters.
    private const string Symbols = "!@#$%^&*()_+-=[]{}|'";

    /// <summary>As GetAccountPasswordPolicy answers it; null where the account has set none.</summary>
    public JsonObject? Set { get; private set; }

    /// <summary>How many days a password is good; null for ever.</summary>
    public int? MaxAge => Set?.Number("MaxPasswordAge");

    public void Register(OperationSet set)
    {
        set.Add("GetAccountPasswordPolicy", _ => Json.Of(("PasswordPolicy", Existing().DeepClone())));
        set.Add("UpdateAccountPasswordPolicy", Update);
        set.Add("DeleteAccountPasswordPolicy", _ =>
        {
            Existing();
            Set = null;
        });
    }

    public void Load(JsonObject policy) => Set = policy;

    /// <exception cref="AwsErrorException">PasswordPolicyViolation.</exception>
    public void Check(string password)
    {
        bool Has(Func<char, bool> kind) => password.Any(kind);
        var kinds = new (string Member, bool Has, string Says)[]
        {
            ("RequireUppercaseCharacters", Has(char.IsAsciiLetterUpper), "at least one uppercase letter"),
            ("RequireLowercaseCharacters", Has(char.IsAsciiLetterLower), "at least one lowercase letter"),
            ("RequireNumbers", Has(char.IsAsciiDigit), "at least one number"),
            ("RequireSymbols", Has(letter => Symbols.Contains(letter, StringComparison.Ordinal)), "at least one non-alphanumeric character"),
        };
        var length = Set?.Number("MinimumPasswordLength") ?? UsualLength;
        if (password.Length < length)
        {
            throw Violation($"Password should have a minimum length of {length}");
        }

        foreach (var (member, has, says) in kinds)
        {
            if (!has && Set?.Flag(member) is true)
            {
                throw Violation($"Password should have {says}");
            }
        }

        if (Set is null && kinds.Count(kind => kind.Has) < UsualKinds)
        {
            throw Violation("Password must contain at least three of: uppercase letters, lowercase letters, numbers, non-alphanumeric characters");
        }
    }

    // What is left out goes back to its default: the update is of the whole policy.
    private void Update(ServiceCall call)
    {
        int? Between(string member, int least, int most) => call.Number(member) is not { } number ? null
            : number >= least && number <= most ? number
            : throw IamErrors.Invalid($"{number}", char.ToLowerInvariant(member[0]) + member[1..], number < least
                ? $"Member must have value greater than or equal to {least}" : $"Member must have value less than or equal to {most}");

        bool Flag(string member) => call.Flag(member) is true;
        var age = Between("MaxPasswordAge", 0, 1095);
        var reuse = Between("PasswordReusePrevention", 0, 24);
        Set = Json.Of(
            ("MinimumPasswordLength", Between("MinimumPasswordLength", MinLength, MaxLength) ?? MinLength),
            ("RequireSymbols", Flag("RequireSymbols")), ("RequireNumbers", Flag("RequireNumbers")),
            ("RequireUppercaseCharacters", Flag("RequireUppercaseCharacters")),
            ("RequireLowercaseCharacters", Flag("RequireLowercaseCharacters")),
            ("AllowUsersToChangePassword", Flag("AllowUsersToChangePassword")), ("ExpirePasswords", age > 0),
            ("MaxPasswordAge", age > 0 ? age : null), ("PasswordReusePrevention", reuse > 0 ? reuse : null),
            ("HardExpiry", Flag("HardExpiry")));
    }

    private JsonObject Existing() => Set ?? throw IamErrors.NoSuchEntity("The Password Policy with domain name cannot be found.");

    private static AwsErrorException Violation(string message) => new("PasswordPolicyViolation", message);
}
