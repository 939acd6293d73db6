using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Settings;

/// <summary>A service of which the embedded account has the few operations that say how it is set up. No snapshot has anything of it.</summary>
internal abstract class SettingsService(string service, SandboxAccount account) : IServiceHandler
{
    /// <inheritdoc/>
    public string Service => service;

    protected SandboxAccount Account => account;

    protected OperationSet Operations { get; } = new();

    /// <summary>The policy of the resource that a call names; null where it has none, or there is no such resource.</summary>
    /// <param name="region">The Region.</param>
    /// <param name="input">The parameters.</param>
    public virtual string? PolicyOf(string region, JsonObject input) => null;

    /// <inheritdoc/>
    public JsonObject Handle(string operation, JsonObject input, CallContext context) => account.Snapshot is null
        ? Operations.Handle(service, operation, input, context)
        : throw new AwsErrorException("NotInSnapshot", $"The snapshot says nothing about {service}.");
}
