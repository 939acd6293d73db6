using Amazon.Runtime;
using AwsHardening.Core.Identity;

namespace AwsHardening.Core.Changes.Reverts;

/// <summary>Whether credentials will still be good when a revert is due.</summary>
internal static class CredentialLifetime
{
    // What it takes to read the resources and to make the calls.
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(1);

    /// <summary>Says why they will not be; null when they will.</summary>
    /// <param name="credentials">The credentials, as the profile or the chain gives them.</param>
    /// <param name="due">When they are needed, UTC.</param>
    public static async Task<string?> WhyTooShortAsync(AWSCredentials credentials, DateTimeOffset due)
    {
        if (credentials is AssumeRoleAWSCredentials role)
        {
            return role.Options?.MfaSerialNumber is null
                ? await WhyTooShortAsync(role.SourceCredentials, due)
                : "taking the profile's role needs an MFA code, and nobody will be there to type it";
        }

        if (credentials is RoleCredentials assumed)
        {
            return await WhyTooShortAsync(assumed.Source, due);
        }

        if (credentials is MfaCredentials)
        {
            return "taking the profile's role needs an MFA code, and nobody will be there to type it";
        }

        if (RenewsItself(credentials))
        {
            return null;
        }

        if (!(await credentials.GetCredentialsAsync()).UseToken)
        {
            return null;
        }

        return credentials.Expiration is not { } expiry
                ? "the credentials are temporary and do not say when they expire"
            : new DateTimeOffset(expiry.ToUniversalTime()) < due + s_margin
                ? $"the credentials expire at {expiry.ToUniversalTime():yyyy-MM-dd HH:mm:ss} UTC, and the revert is due at {due.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"
            : null;
    }

    /// <summary>True when another process gets new ones from the same place, without anybody signing in.</summary>
    private static bool RenewsItself(AWSCredentials credentials) => credentials switch
    {
        InstanceProfileAWSCredentials or GenericContainerCredentials or AssumeRoleWithWebIdentityCredentials or ProcessAWSCredentials => true,
        // The one of the default chain is not public.
        _ => credentials.GetType().Name == "DefaultInstanceProfileAWSCredentials",
    };
}
