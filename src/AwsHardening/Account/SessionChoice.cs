namespace AwsHardening.Account;

/// <summary>What a command says about the connection it wants. Two equal choices share one session.</summary>
/// <param name="Session">A session to use, or to use in another Region.</param>
/// <param name="ProfileName">A profile.</param>
/// <param name="Region">A Region.</param>
/// <param name="EndpointUrl">An endpoint.</param>
internal sealed record SessionChoice(HardeningSession? Session, string? ProfileName, string? Region, string? EndpointUrl)
{
    /// <summary>What the SDK's chains would read, where they decide: a changed AWS_PROFILE must not meet an old session.</summary>
    public string Surroundings { get; init; } = "";
}
