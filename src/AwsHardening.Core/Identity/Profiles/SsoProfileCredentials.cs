using Amazon.Runtime;

namespace AwsHardening.Core.Identity.Profiles;

/// <summary>
/// The SDK's credentials of IAM Identity Center, which read the sign-in that <c>aws sso login</c> left behind; a sign-in that is
/// missing or over says what to run, instead of opening a browser in the middle of a pipeline.
/// </summary>
internal sealed class SsoProfileCredentials(string profile, SSOAWSCredentials inner) : AWSCredentials
{
    /// <summary>The credentials of a profile.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="values">What it says.</param>
    /// <param name="session">The <c>sso-session</c> section that it names; null in the older form, which has all in the profile.</param>
    public static SsoProfileCredentials Of(
        string profile, IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, string>? session)
    {
        string Value(string name) => session?.GetValueOrDefault(name) ?? values.GetValueOrDefault(name) ?? throw ProfileErrors.Partial(profile, name);
        return new(profile, new SSOAWSCredentials(
            Value("sso_account_id"), Value("sso_region"), Value("sso_role_name"), Value("sso_start_url"),
            new SSOAWSCredentialsOptions { SessionName = values.GetValueOrDefault("sso_session"), ClientName = "AwsHardening" }));
    }

    /// <inheritdoc />
    public override ImmutableCredentials GetCredentials() => GetCredentialsAsync().GetAwaiter().GetResult();

    /// <inheritdoc />
    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        try
        {
            return await inner.GetCredentialsAsync();
        }
        catch (Exception e) when (e is AmazonClientException or AmazonServiceException { ErrorCode: "UnauthorizedException" } or InvalidOperationException)
        {
            throw ProfileErrors.SignInNeeded(profile, e);
        }
    }
}
