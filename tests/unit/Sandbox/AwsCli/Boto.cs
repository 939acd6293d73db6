using System.Diagnostics;
using AwsHardening.Sandbox.Hosting;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.AwsCli;

/// <summary>Runs a script of boto3's against an embedded account, away from the settings of whoever runs the tests.</summary>
internal static class Boto
{
    /// <summary>The lines that the script printed; the test is skipped where boto3 cannot run it.</summary>
    public static async Task<string[]> RunAsync(SandboxServer server, string script, params string[] args)
    {
        Assert.SkipWhen(Tools.Python is null, "Python is not on this machine.");
        var start = Tools.Start(Tools.Python!, ["-c", script, .. args]);
        foreach (var (name, value) in new[]
        {
            ("AWS_ENDPOINT_URL", server.Endpoint.ToString().TrimEnd('/')), ("AWS_DEFAULT_REGION", "us-east-1"), ("AWS_ACCESS_KEY_ID", "AKIASANDBOX"),
            ("AWS_SECRET_ACCESS_KEY", "none"), ("AWS_CONFIG_FILE", "/dev/null"), ("AWS_SHARED_CREDENTIALS_FILE", "/dev/null"), ("NO_PROXY", "127.0.0.1"),
        })
        {
            start.Environment[name] = value;
        }

        start.Environment.Remove("AWS_PROFILE");
        start.Environment.Remove("AWS_SESSION_TOKEN");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var said = await errors;
        Assert.SkipWhen(said.Contains("No module named", StringComparison.Ordinal) || said.Contains("UnknownProtocol", StringComparison.Ordinal),
            "boto3 is not on this machine, or knows not all of the protocols.");
        Assert.True(process.ExitCode == 0, said);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd())];
    }
}
