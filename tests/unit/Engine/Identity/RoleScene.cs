using AwsHardening.Core.Account;
using AwsHardening.Core.Identity;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;
using AwsHardening.UnitTests.SandboxTests.Identity;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

/// <summary>A served account with a user, whom the engine acts as.</summary>
internal sealed class RoleScene : IAsyncDisposable
{
    private readonly SandboxServer _server;

    /// <param name="start">When the account's time begins; null for its usual start. Tools that go by this machine's clock want its time.</param>
    public RoleScene(DateTimeOffset? start = null)
    {
        Bench = new IdentityBench(SandboxAccount.Create(new SandboxOptions { TimeProvider = new SteppingClock(start ?? SteppingClock.DefaultStart) }));
        _server = SandboxServer.Start(Bench.Account);
        Key = Bench.User("operator", IdentityBench.Anything);
        Trusted = $$"""{"AWS":"arn:aws:iam::{{Bench.Id}}:user/operator"}""";
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public IdentityBench Bench { get; }

    /// <summary>The user's access key id.</summary>
    public string Key { get; }

    /// <summary>A trust policy's principal that is the user.</summary>
    public string Trusted { get; }

    public SessionSettings Settings => new() { Time = Bench.Clock, MaxReadRetries = 0 };

    public string Endpoint => _server.Endpoint.ToString();

    public HardeningSession Open(string? key = null, SessionSettings? settings = null) => SessionOperation.Open(
        new ConnectOptions { AccessKeyId = key ?? Key, SecretAccessKey = Bench.Secret(key ?? Key), Region = "us-east-1", EndpointUrl = Endpoint },
        settings ?? Settings);

    public static async Task<HardeningSession> AssumeAsync(RoleSource source, AssumeRoleOptions options)
    {
        await foreach (var session in AssumeRoleOperation.AssumeAsync(source, options, Token))
        {
            return session;
        }

        throw new InvalidOperationException("No session came.");
    }

    public static Task<HardeningSession> AssumeAsync(HardeningSession session, AssumeRoleOptions options) =>
        AssumeAsync(new RoleSource(session, null, null), options);

    public int Count(string operation) => Bench.Account.Calls.Count(call => call.Operation == operation);

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
