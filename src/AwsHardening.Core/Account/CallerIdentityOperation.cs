using Amazon;
using Amazon.SecurityToken.Model;
using AwsHardening.Core.Errors;

namespace AwsHardening.Core.Account;

/// <summary>Asks AWS who is calling.</summary>
public static class CallerIdentityOperation
{
    /// <summary>Asks AWS STS (GetCallerIdentity) and remembers the account in the session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="OperationException">AWS refused, or could not be reached.</exception>
    public static async Task<CallerIdentity> GetAsync(HardeningSession session, CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        try
        {
            var answer = await aws.Sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken);
            var identity = Read(answer.Account, answer.Arn, answer.UserId, session.Region);
            session.AccountId = identity.AccountId;
            aws.Caller = identity;
            return identity;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw new OperationException(AwsErrors.Describe(e, "asking who is calling", "sts:GetCallerIdentity", session));
        }
    }

    /// <summary>The caller, asked for once a session.</summary>
    internal static async Task<CallerIdentity> OnceAsync(HardeningSession session, CancellationToken cancellationToken) =>
        AwsSession.Of(session).Caller ?? await GetAsync(session, cancellationToken);

    internal static CallerIdentity Read(string account, string arn, string userId, string region)
    {
        if (!Arn.TryParse(arn, out var parsed))
        {
            return new CallerIdentity(account, arn, userId, "Unknown", "", "", region);
        }

        var parts = parsed.Resource.Split('/');
        var (type, name) = parts[0] switch
        {
            "root" => ("Root", "root"),
            "user" => ("User", parts[^1]),
            "assumed-role" when parts.Length > 1 => ("AssumedRole", parts[1]),
            "federated-user" => ("FederatedUser", parts[^1]),
            _ => ("Unknown", parts[^1]),
        };
        return new CallerIdentity(account, arn, userId, type, name, parsed.Partition, region);
    }
}
