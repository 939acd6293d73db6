using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Services;

/// <summary>One call as a handler sees it.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Input">The parameters in the model's member names.</param>
/// <param name="Context">Who calls, and where.</param>
internal sealed record ServiceCall(string Operation, JsonObject Input, CallContext Context)
{
    public string Region => Context.Region;

    public string? Text(string member) => Input.Text(member);

    public int? Number(string member) => Input.Number(member);

    public bool? Flag(string member) => Input.Flag(member);

    public IReadOnlyList<string> Texts(string member) => Input.Texts(member);

    public IReadOnlyList<JsonObject> Items(string member) => Input.Items(member);

    /// <summary>A member that the model requires; the dispatcher has refused calls without it.</summary>
    public string Required(string member) => Text(member) ?? "";
}
