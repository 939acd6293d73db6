using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox;

/// <summary>A service that is told of the calls of all services: event history and the configuration timeline live on that.</summary>
internal interface ICallObserver
{
    /// <summary>Told once a call is done and recorded, under the account's lock.</summary>
    /// <param name="call">The call.</param>
    /// <param name="result">Its answer; null where it was refused.</param>
    /// <param name="error">Its refusal; null where it was answered.</param>
    void Called(SandboxCall call, JsonObject? result, AwsErrorException? error);
}
