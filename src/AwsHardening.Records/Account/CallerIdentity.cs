namespace AwsHardening;

/// <summary>Who AWS says is calling (AWS STS API Reference, "GetCallerIdentity").</summary>
/// <param name="AccountId">The 12-digit account id.</param>
/// <param name="Arn">The caller's ARN.</param>
/// <param name="UserId">The caller's unique id; for an assumed role <c>AROA…:session-name</c>.</param>
/// <param name="PrincipalType">User, Root, AssumedRole, FederatedUser or Unknown, read from the ARN.</param>
/// <param name="PrincipalName">The user's or role's name.</param>
/// <param name="Partition">The partition, read from the ARN.</param>
/// <param name="Region">The Region of the session.</param>
public sealed record CallerIdentity(
    string AccountId, string Arn, string UserId, string PrincipalType, string PrincipalName, string Partition, string Region);
