namespace AwsHardening.Sandbox.Iam;

/// <summary>Who signs in: a user, or the root user, who has no name.</summary>
internal sealed record SignInOwner(string? UserName, string Arn, string Id, SignInMeans Means)
{
    public static SignInOwner Of(User user) => new(user.Name, user.Arn, user.Id, user.Means);
}
