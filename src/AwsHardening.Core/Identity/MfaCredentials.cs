using System.Security;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Identity.Vault;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity;

/// <summary>
/// A user's key with MFA: one code opens a session of twelve hours (GetSessionToken), with which any number of roles are assumed and
/// renewed. Said to AssumeRole itself, a code would be good for one role and would be asked for again at every renewal.
/// </summary>
internal sealed class MfaCredentials(
    AWSCredentials source, string serial, SecureString? code, Func<AWSCredentials, IAmazonSecurityTokenService> sts, TimeProvider time,
    KeptMfaSessions? kept = null)
    : RenewedCredentials(time)
{
    private static readonly TimeSpan s_duration = TimeSpan.FromHours(12);

    private readonly TimeProvider _time = time;
    private SecureString? _code = code;

    /// <summary>The same device and code before other credentials.</summary>
    public MfaCredentials Of(AWSCredentials other) => new(other, serial, Interlocked.Exchange(ref _code, null), sts, _time);

    /// <inheritdoc />
    protected override async Task<Issued> RenewAsync()
    {
        if ((await source.GetCredentialsAsync()).UseToken)
        {
            throw AssumeRoleErrors.MfaNotPossible(serial);
        }

        if (kept is not null && await kept.FindAsync() is { } found)
        {
            using (found)
            {
                return Issue(VaultCredentials.Reveal(found), VaultFacts.Of(found.Entry).ExpiresAt!.Value);
            }
        }

        // Typed once, used once: AWS takes no code twice.
        using var typed = Interlocked.Exchange(ref _code, null) ?? await AskAsync();
        var asked = _time.GetUtcNow();
        using var client = sts(source);
        try
        {
            var answer = await client.GetSessionTokenAsync(new GetSessionTokenRequest
            {
                SerialNumber = serial, TokenCode = MfaCode.Reveal(typed, serial), DurationSeconds = (int)s_duration.TotalSeconds,
            });
            if (kept is not null)
            {
                await kept.KeepAsync(answer.Credentials);
            }

            return Issue(answer.Credentials, asked, s_duration);
        }
        catch (AmazonSecurityTokenServiceException e) when (e.ErrorCode == "AccessDenied")
        {
            throw AssumeRoleErrors.MfaRefused(serial, e);
        }
    }

    private async Task<SecureString> AskAsync() =>
        (CurrentHost.Value is { } host ? await host.AskForSecretAsync($"The MFA code of {serial}", CancellationToken.None) : null)
            is { Length: > 0 } typed ? typed : throw AssumeRoleErrors.MfaCodeNeeded(serial);
}
