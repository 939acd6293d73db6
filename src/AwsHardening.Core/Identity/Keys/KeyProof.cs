using Amazon.SecurityToken.Model;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Identity.Vault;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Keys;

/// <summary>Proves a key by a call under it: GetCallerIdentity, which every key may make and which tells whose it is.</summary>
internal static class KeyProof
{
    // IAM shows what it made everywhere within seconds; this is the patience for the rare minute.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(3);

    /// <summary>Whose the key is.</summary>
    /// <exception cref="Amazon.Runtime.AmazonServiceException">AWS does not take it.</exception>
    public static async Task<CallerIdentity> WhoseAsync(AwsSession session, VaultItem item, CancellationToken cancellationToken)
    {
        using var under = session.Under(new VaultCredentials(item.Entry.Name, item));
        var answer = await under.Sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken);
        return CallerIdentityOperation.Read(answer.Account, answer.Arn, answer.UserId, session.Region);
    }

    /// <summary>Waits until AWS takes a new key, which it may do a few seconds after making it.</summary>
    /// <returns>Null once it does; else why it does not.</returns>
    public static async Task<Exception?> WhyNotAsync(AwsSession session, VaultItem item, string arn, CancellationToken cancellationToken)
    {
        var time = session.Settings.Time;
        for (var begun = time.GetTimestamp(); ;)
        {
            Exception failure;
            try
            {
                var identity = await WhoseAsync(session, item, cancellationToken);
                return identity.Arn == arn ? null : new InvalidDataException($"It is the key of {identity.Arn}, not of {arn}.");
            }
            catch (Exception e) when (AwsErrors.IsFailedCall(e, cancellationToken))
            {
                failure = e;
            }

            if (AwsErrors.IsDenied(failure) || time.GetElapsedTime(begun) >= s_patience)
            {
                return failure;
            }

            await Task.Delay(s_pause, time, cancellationToken);
        }
    }
}
