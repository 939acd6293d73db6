using System.Text.Json.Nodes;

namespace AwsHardening.Core.Storage;

/// <summary>A setting of a resource that is on or off, and the calls that read and write it.</summary>
/// <param name="ResourceType">CloudFormation's name of the resource.</param>
/// <param name="Member">What the setting is called.</param>
/// <param name="Service">The service.</param>
/// <param name="IdMember">The parameter that names the resource.</param>
internal sealed record Switch(string ResourceType, string Member, string Service, string IdMember)
{
    /// <summary>The call that shows the setting, its parameters beside the id, and how its answer is read; null for a resource that is not there.</summary>
    public required (string Operation, Func<string, JsonObject> Ask, Func<JsonObject, bool?> Value) Read { get; init; }

    /// <summary>The call that turns it on or off, and its parameters beside the id.</summary>
    public required (string Operation, Func<bool, JsonObject> Parameters) Write { get; init; }

    /// <summary>The list that such resources stand in.</summary>
    public required (string Operation, JsonObject Parameters, string Items, string Token) List { get; init; }

    /// <summary>The error code that says there is no such resource.</summary>
    public required string NotThere { get; init; }

    /// <summary>The parameters of the call that turns it on or off.</summary>
    public JsonObject Set(string id, bool on)
    {
        var parameters = Write.Parameters(on);
        parameters[IdMember] = id;
        return parameters;
    }
}
