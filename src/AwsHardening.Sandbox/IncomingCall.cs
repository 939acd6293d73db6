using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox;

/// <summary>A call on its way to a service.</summary>
/// <param name="Handler">The service.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Input">The parameters.</param>
/// <param name="Context">Who calls, and where.</param>
/// <param name="Protocol">The protocol, which decides how faults are worded.</param>
/// <param name="Refusal">What keeps the call from its service, such as a parameter that is missing; or null.</param>
internal sealed record IncomingCall(
    IServiceHandler Handler, string Operation, JsonObject Input, CallContext Context, string Protocol,
    AwsErrorException? Refusal = null)
{
    /// <summary>What is wrong with the signature; null where nothing is, or there was no wire.</summary>
    public AwsErrorException? Unproven { get; init; }
}
