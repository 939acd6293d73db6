using System.Diagnostics;
using AwsHardening.UnitTests.SandboxTests;
using AwsHardening.UnitTests.SandboxTests.AwsCli;

namespace AwsHardening.UnitTests.Engine.Kill;

/// <summary>A real PowerShell that has the staged module imported and nothing of this process.</summary>
internal sealed class Shell : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private Shell(Process process) =>
        (_process, _output, _errors) = (process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());

    private static string Module { get; } =
        Environment.GetEnvironmentVariable("AWS_HARDENING_TEST_MODULE") ?? RepositoryFiles.Combine("out", "AwsHardening");

    /// <summary>Why there is none on this machine; null where there is.</summary>
    public static string? Missing =>
        Tools.Pwsh is null ? "pwsh is not on this machine"
        : File.Exists(Path.Combine(Module, "AwsHardening.psd1")) ? null : "the module is not staged: run ./build.sh build";

    /// <summary>Ends when the process does.</summary>
    public Task Exited => _process.WaitForExitAsync();

    /// <summary>Starts a script that speaks to an endpoint, with a state folder of its own.</summary>
    public static Shell Start(string script, Uri endpoint, string home)
    {
        var profile = Path.Combine(home, "credentials");
        File.WriteAllText(profile, "[kill]\naws_access_key_id = AKIATESTTESTTEST1234\naws_secret_access_key = any\n");
        var text = $$"""
            $ErrorActionPreference = 'Stop'
            $PSStyle.OutputRendering = 'PlainText'
            $WarningPreference = 'SilentlyContinue'
            Import-Module '{{Module}}/AwsHardening.psd1'
            $null = Connect-AwsHardening -ProfileName kill -Region us-east-1 -EndpointUrl {{endpoint}}
            {{script}}
            exit 0
            """;
        var start = Tools.Start(Tools.Pwsh!, "-NoProfile", "-NonInteractive", "-Command", text);
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["AWS_HARDENING_HOME"] = home;
        start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = profile;
        start.Environment["AWS_CONFIG_FILE"] = Path.Combine(home, "none");
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment["NO_PROXY"] = "127.0.0.1";
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        return new Shell(Process.Start(start)!);
    }

    /// <summary>Kills it with SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        // 128 + 9, where the platform says so.
        Xunit.Assert.True(OperatingSystem.IsWindows() || _process.ExitCode == 137, $"It ended by itself, with {_process.ExitCode}.");
    }

    /// <summary>What it wrote.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<string> ReadAsync(CancellationToken token)
    {
        await _process.WaitForExitAsync(token);
        var (output, errors) = (await _output, await _errors);
        return _process.ExitCode == 0 ? output : throw new InvalidOperationException($"{output}{errors}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
