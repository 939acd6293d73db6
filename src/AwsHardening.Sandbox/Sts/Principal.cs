namespace AwsHardening.Sandbox.Sts;

/// <summary>Who stands behind an access key.</summary>
/// <param name="AccessKeyId">The access key id; temporary ones begin with <c>ASIA</c>.</param>
/// <param name="Arn">The ARN that GetCallerIdentity answers.</param>
/// <param name="UserId">The unique id that GetCallerIdentity answers.</param>
/// <param name="AccountId">The account of the principal.</param>
public sealed record Principal(string AccessKeyId, string Arn, string UserId, string AccountId)
{
    /// <summary>What temporary credentials carry; null for long-term ones.</summary>
    internal StsSession? Session { get; init; }

    internal bool IsRoot => Arn.EndsWith(":root", StringComparison.Ordinal);

    internal bool IsRoleSession => Session?.RoleArn is not null;

    /// <summary>The ARN of what holds the policies: the user, or the role of a session.</summary>
    internal string IdentityArn => Session?.RoleArn ?? Arn;
}
