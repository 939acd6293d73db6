using System.Net;
using AwsHardening.Core.Identity.Policies;

namespace AwsHardening.Core.Identity.Buckets;

/// <summary>
/// Whether S3 takes a statement for public (Amazon S3 User Guide: Blocking public access to your Amazon S3 storage, The meaning of
/// "public"): it lets in anybody, unless a condition holds it to a value without a wildcard of one of the keys that say whence.
/// </summary>
internal static class PublicPolicy
{
    private static readonly string[] s_fixing =
    [
        "aws:PrincipalOrgID", "aws:SourceArn", "aws:SourceVpc", "aws:SourceVpce", "aws:SourceOwner", "aws:SourceAccount", "aws:SourceOrgID",
        "aws:PrincipalAccount", "aws:PrincipalArn", "aws:userid", "aws:PrincipalOrgPaths", "s3:x-amz-server-side-encryption-aws-kms-key-id",
        "s3:DataAccessPointArn", "s3:DataAccessPointAccount",
    ];

    private static readonly string[] s_equal = ["StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike", "ForAnyValue:StringEquals"];

    public static bool IsPublic(PolicyStatement statement) =>
        statement.Allows && statement.IsForEverybody && !statement.Conditions.Any(Fixes);

    private static bool Fixes(PolicyCondition condition) => condition.Values.Count > 0
        && ((s_fixing.Any(condition.IsKey) && s_equal.Any(condition.IsOperator) && condition.Values.All(value => IsFixed(condition, value)))
            || (condition.IsKey("aws:SourceIp") && condition.IsOperator("IpAddress") && condition.Values.All(IsNarrow)));

    private static bool IsFixed(PolicyCondition condition, string value)
    {
        if (value.Length == 0 || value.Contains("${", StringComparison.Ordinal))
        {
            return false;
        }

        // An access point may be any of an account's, and a session any of a role's.
        var text = condition.IsKey("s3:DataAccessPointArn") && value.Split(':') is ["arn", _, "s3", _, { Length: > 0 } account, ..] && !account.Contains('*', StringComparison.Ordinal)
            ? account : condition.IsKey("aws:userid") ? value.Split(':')[0] : value;
        return text.AsSpan().IndexOfAny('*', '?') < 0;
    }

    // "Very large" ranges are public to S3: wider than /8 of IPv4 or /32 of IPv6, private ranges left aside.
    private static bool IsNarrow(string range)
    {
        var parts = range.Split('/');
        if (!IPAddress.TryParse(parts[0], out var address))
        {
            return false;
        }

        var bits = parts.Length == 1 ? 128 : int.TryParse(parts[1], out var said) ? said : 0;
        return bits >= (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 8 : 32);
    }
}
