using System.Text.Json.Nodes;
using AwsHardening.Sandbox;

namespace AwsHardening.UnitTests.SandboxTests.Wire;

/// <summary>A service that answers what the test says, and remembers what reached it.</summary>
internal sealed class StubService(string service, Func<string, JsonObject, CallContext, JsonObject>? answer = null) : IServiceHandler
{
    public string Service => service;

    public List<(string Operation, JsonObject Input, CallContext Context)> Effects { get; } = [];

    public JsonObject Handle(string operation, JsonObject input, CallContext context)
    {
        JsonObject result = answer?.Invoke(operation, input, context) ?? [];
        Effects.Add((operation, input, context));
        return result;
    }

    /// <summary>An account with a stub in the place of EC2.</summary>
    public static (SandboxAccount Account, StubService Ec2) Account(
        Func<string, JsonObject, CallContext, JsonObject>? answer = null, SandboxOptions? options = null)
    {
        var account = SandboxAccount.Create(options);
        var stub = new StubService("ec2", answer);
        account.Register(stub);
        return (account, stub);
    }
}
