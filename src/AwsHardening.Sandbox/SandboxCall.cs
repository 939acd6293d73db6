using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Faults;

namespace AwsHardening.Sandbox;

/// <summary>One call that reached the embedded account: its audit trail, and what tests assert.</summary>
/// <param name="Sequence">1 for the first call of the account.</param>
/// <param name="Time">The account's own clock.</param>
/// <param name="Service">The model's name, such as <c>ec2</c>.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Region">The Region of the call.</param>
/// <param name="AccessKeyId">The access key id that signed the call.</param>
/// <param name="Parameters">The parameters as received, in the model's member names.</param>
/// <param name="ErrorCode">The AWS error code that was answered, or null.</param>
/// <param name="Mutating">
/// True for an operation that changes the account (not Describe, Get, List …), ran without DryRun and took effect,
/// whether or not its answer arrived.
/// </param>
public sealed record SandboxCall(
    long Sequence, DateTimeOffset Time, string Service, string Operation, string Region, string AccessKeyId,
    JsonObject Parameters, string? ErrorCode, bool Mutating)
{
    /// <summary>The injected fault that struck the call, or null.</summary>
    public FaultKind? Fault { get; init; }

    /// <summary>The request id of the answer.</summary>
    public string RequestId { get; init; } = "";
}
