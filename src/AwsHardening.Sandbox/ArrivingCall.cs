namespace AwsHardening.Sandbox;

/// <summary>A call that has reached the account and has not had its turn.</summary>
/// <param name="Service">The service's model name, such as <c>guardduty</c>.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Region">The Region.</param>
public sealed record ArrivingCall(string Service, string Operation, string Region);
