namespace AwsHardening.Core.Reading;

/// <summary>A decision needs a fact that could not be read.</summary>
/// <param name="reason">What AWS answered.</param>
public sealed class UnreadFactException(Exception reason) : Exception(reason.Message, reason)
{
    /// <summary>What was to be read, such as <c>the route tables</c>.</summary>
    public string What { get; init; } = "the account";

    /// <summary>The IAM action it needs.</summary>
    public string IamAction { get; init; } = "";
}
