using System.Security;
using Amazon.Runtime;
using AwsHardening.Core.Account;
using AwsHardening.Core.Identity.Vault;

namespace AwsHardening.Core.Identity;

/// <summary>
/// What roles are assumed with: a session's credentials, with MFA where it is said. One for all roles of a command, so that one code
/// does for all of them.
/// </summary>
public sealed class RoleSource
{
    /// <summary>Takes the credentials of a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="mfaSerial">The user's MFA device, by ARN or serial number; null for none.</param>
    /// <param name="mfaToken">The code that it shows; null to ask for it.</param>
    /// <exception cref="Errors.OperationException">The session was closed.</exception>
    public RoleSource(HardeningSession session, string? mfaSerial, SecureString? mfaToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        Session = session;
        var aws = AwsSession.Of(session);
        var credentials = Lasting(aws.Credentials);
        var kept = mfaSerial is not null && credentials is VaultCredentials { Reopen: { } open } key
            ? new KeptMfaSessions(key, mfaSerial, open, aws.AccountClock) : null;
        Credentials = mfaSerial is null ? credentials : new MfaCredentials(credentials, mfaSerial, mfaToken?.Copy(), aws.StsAs, aws.AccountClock, kept);
    }

    /// <summary>The session.</summary>
    public HardeningSession Session { get; }

    internal AWSCredentials Credentials { get; }

    // Those of the environment are read anew each time: exporting the role's own would make it its own source.
    private static AWSCredentials Lasting(AWSCredentials credentials)
    {
        if (credentials is not EnvironmentVariablesAWSCredentials)
        {
            return credentials;
        }

        var now = credentials.GetCredentials();
        return now.UseToken
            ? new SessionAWSCredentials(now.AccessKey, now.SecretKey, now.Token) : new BasicAWSCredentials(now.AccessKey, now.SecretKey);
    }
}
