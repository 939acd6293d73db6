using System.Globalization;
using System.Text.RegularExpressions;

namespace AwsHardening.Core.Identity;

/// <summary>The names of roles and of their sessions.</summary>
internal static partial class RoleNames
{
    /// <summary>A session's name where none was said, which tells CloudTrail what it was and from when.</summary>
    public static string Session(TimeProvider time) =>
        $"AwsHardening-{time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The ARN of a role of an account.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="name">The role's name, with its path where it has one.</param>
    public static string Arn(string partition, string accountId, string name) => $"arn:{partition}:iam::{accountId}:role/{name.TrimStart('/')}";

    /// <summary>The account of a role's ARN.</summary>
    /// <exception cref="Errors.OperationException">It is no role's ARN.</exception>
    public static string Account(string arn) =>
        RoleArn().Match(arn) is { Success: true } match ? match.Groups[1].Value : throw AssumeRoleErrors.BadRole(arn);

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::(\d{12}):role/[\w+=,.@/-]+$")]
    private static partial Regex RoleArn();
}
