using AwsHardening.Core.Identity.Policies;

namespace AwsHardening.Core.Identity.Trust;

/// <summary>What conditions of a trust policy make sure of. Keys have no case; an operator that lets a missing key pass makes sure of nothing.</summary>
internal static class TrustConditions
{
    private const string MfaPresent = "aws:MultiFactorAuthPresent";
    private const string MfaAge = "aws:MultiFactorAuthAge";

    // What says of which account, organization or resource a caller is.
    private static readonly string[] s_origins =
    [
        "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalAccount", "aws:PrincipalArn", "aws:SourceAccount", "aws:SourceArn",
        "aws:SourceOrgID", "aws:SourceOwner", "aws:userid", "aws:SourceVpc", "aws:SourceVpce",
    ];

    private static readonly string[] s_texts =
        ["StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike", "ForAnyValue:StringEquals", "ForAnyValue:StringLike"];

    /// <summary>The condition that makes sure of MFA, or null.</summary>
    public static PolicyCondition? Mfa(PolicyStatement allow) => allow.Conditions.FirstOrDefault(condition =>
        (condition.IsKey(MfaPresent) && condition.IsOperator("Bool") && IsOnly(condition, "true"))
        // The age is only there with MFA.
        || (condition.IsKey(MfaAge) && (condition.IsOperator("NumericLessThan") || condition.IsOperator("NumericLessThanEquals")))
        || (condition.IsKey(MfaAge) && condition.IsOperator("Null") && IsOnly(condition, "false")));

    /// <summary>The condition by which a statement denies whoever comes without MFA, or null.</summary>
    public static PolicyCondition? DeniesWithoutMfa(PolicyStatement deny) =>
        // Anything beside it would deny fewer. Bool alone lets those pass whose keys know nothing of MFA.
        !deny.Allows && deny is { Conditions: [var only], IsForEverybody: true, AllBut: false }
        && ((only.IsKey(MfaPresent) && only.IsOperator("BoolIfExists") && IsOnly(only, "false"))
            || (only.IsKey(MfaAge) && only.IsOperator("Null") && IsOnly(only, "true")))
            ? only : null;

    public static bool ExternalId(PolicyStatement allow) => allow.Conditions.Any(condition =>
        condition.IsKey("sts:ExternalId") && s_texts.Any(condition.IsOperator) && condition.Values.Count > 0
        && condition.Values.All(value => value.Trim('*', '?').Length > 0));

    /// <summary>True where a condition says of which account or organization a caller must be.</summary>
    public static bool SaysWhence(PolicyStatement allow) => allow.Conditions.Any(condition =>
        s_origins.Any(condition.IsKey) && s_texts.Any(condition.IsOperator) && condition.Values.All(value => value.Trim('*', '?').Length > 0)
        // A pattern of every account's principals says nothing.
        && !(condition.IsKey("aws:PrincipalArn") && condition.Values.Any(value => value.Split(':') is ["arn", _, _, _, "*", ..])));

    /// <summary>True where a condition says which identity of a provider is meant: its subject, not its audience alone.</summary>
    public static bool SaysWhichIdentity(PolicyStatement allow) => allow.Conditions.Any(condition =>
        s_texts.Any(condition.IsOperator) && condition.Values.All(value => value.Trim('*', '?').Length > 0)
        && (condition.Key.Split(':')[^1].ToUpperInvariant() is not ("AUD" or "ISS" or "DOC")) && condition.Key.Contains(':', StringComparison.Ordinal)
        && !condition.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase) && !condition.Key.StartsWith("sts:", StringComparison.OrdinalIgnoreCase));

    private static bool IsOnly(PolicyCondition condition, string value) =>
        condition.Values.Count > 0 && condition.Values.All(one => one.Equals(value, StringComparison.OrdinalIgnoreCase));
}
