namespace AwsHardening;

/// <summary>One call that reached the embedded account.</summary>
/// <param name="Sequence">1 for the first call.</param>
/// <param name="Service">The service, such as <c>ec2</c>.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Region">The Region.</param>
/// <param name="Parameters">The parameters as received, as JSON in AWS's member names.</param>
/// <param name="ErrorCode">The AWS error code that was answered, or null.</param>
/// <param name="Mutating">True when it changed the account.</param>
public sealed record SandboxCallRecord(
    long Sequence, string Service, string Operation, string Region, string Parameters, string? ErrorCode, bool Mutating);
