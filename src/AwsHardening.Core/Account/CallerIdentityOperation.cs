namespace AwsHardening.Core.Account;

/// <summary>Asks AWS who is calling.</summary>
public static class CallerIdentityOperation
{
    /// <summary>Asks AWS STS (GetCallerIdentity) and remembers the account in the session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="Errors.OperationException">AWS refused, or could not be reached.</exception>
    public static Task<CallerIdentity> GetAsync(HardeningSession session, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
