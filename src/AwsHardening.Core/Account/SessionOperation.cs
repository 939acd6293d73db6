namespace AwsHardening.Core.Account;

/// <summary>Opens sessions.</summary>
public static class SessionOperation
{
    /// <summary>Opens a session. Makes no network call unless a profile needs one.</summary>
    /// <param name="options">How to connect.</param>
    /// <exception cref="Errors.OperationException">No Region, unknown profile, unknown template, or no credentials.</exception>
    public static HardeningSession Open(ConnectOptions options) => throw new NotImplementedException();

    /// <summary>The same account, reached in the same way, in another Region.</summary>
    /// <param name="session">The session.</param>
    /// <param name="region">The Region.</param>
    public static HardeningSession InRegion(HardeningSession session, string region) => throw new NotImplementedException();
}
