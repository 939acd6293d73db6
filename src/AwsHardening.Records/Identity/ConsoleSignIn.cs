namespace AwsHardening;

/// <summary>A link that signs a browser in to the AWS console as a role. Whoever has the link is signed in: its text is shown on request only.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="RoleArn">The role.</param>
/// <param name="Region">The Region that the console opens in.</param>
/// <param name="ValidUntil">The link's own end: 15 minutes. The console session that it opens lasts longer.</param>
/// <param name="Url">The link.</param>
public sealed record ConsoleSignIn(string AccountId, string RoleArn, string Region, DateTimeOffset ValidUntil, Uri Url)
{
    /// <inheritdoc />
    public override string ToString() => $"sign-in to {AccountId} as {RoleArn}, good until {ValidUntil.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";
}
