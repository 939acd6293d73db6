using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;
using AwsHardening.UnitTests.SandboxTests.AwsCli;
using Xunit;

[assembly: AssemblyFixture(typeof(ScriptFixture))]

namespace AwsHardening.UnitTests.SandboxTests.AwsCli;

/// <summary>Tells the script once to the sandbox and once to the emulator, both at the same time, when first asked.</summary>
public sealed class ScriptFixture : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lazy<Task<ScriptRun>> _sandbox;
    private readonly Lazy<Task<ScriptRun>> _moto;

    public ScriptFixture()
    {
        _sandbox = new(() => Task.Run(SandboxAsync));
        _moto = new(() => Task.Run(MotoAsync));
    }

    internal SandboxAccount Account { get; } = SandboxAccount.Create();

    internal Task<ScriptRun> Sandbox
    {
        get
        {
            if (Tools.Aws is null)
            {
                Assert.Skip("The aws CLI is not on this machine.");
            }

            return _sandbox.Value;
        }
    }

    internal Task<ScriptRun> Moto
    {
        get
        {
            if (Tools.Aws is null || Tools.MotoServer is null)
            {
                Assert.Skip("The aws CLI or moto_server is not on this machine.");
            }

            return _moto.Value;
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task<ScriptRun> SandboxAsync()
    {
        await using SandboxServer server = SandboxServer.Start(Account);
        return await ScriptRun.AtAsync(server.Endpoint, _stop.Token);
    }

    private async Task<ScriptRun> MotoAsync()
    {
        await using MotoServer moto = await MotoServer.StartAsync(_stop.Token);
        return await ScriptRun.AtAsync(moto.Endpoint, _stop.Token);
    }
}
