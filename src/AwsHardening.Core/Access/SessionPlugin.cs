using System.Diagnostics;
using System.Text.Json;
using Amazon.SimpleSystemsManagement.Model;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;

namespace AwsHardening.Core.Access;

/// <summary>
/// AWS's own program that carries a session's input and output: <c>session-manager-plugin</c>, started as the AWS CLI starts it.
/// </summary>
/// <param name="path">Where it is.</param>
internal sealed class SessionPlugin(string path)
{
    private const string Name = "session-manager-plugin";
    private const string ResponseVariable = "AWS_SSM_START_SESSION_RESPONSE";

    /// <summary>From this version on the token may travel in the environment, which other users cannot see.</summary>
    private static readonly Version s_readsEnvironment = new(1, 2, 497, 0);

    /// <summary>The plugin on PATH.</summary>
    /// <exception cref="OperationException">It is not there; the message says how to install it.</exception>
    public static SessionPlugin Find()
    {
        var file = OperatingSystem.IsWindows() ? Name + ".exe" : Name;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists) is { } found
            ? new SessionPlugin(found) : throw new OperationException(AccessErrors.NoPlugin());
    }

    /// <summary>Hands the terminal to the session until it ends.</summary>
    /// <returns>The plugin's exit status.</returns>
    public async Task<int> AttachAsync(AwsSession session, StartSessionRequest request, StartSessionResponse started)
    {
        var start = await StartInfoAsync(session, request, started);
        using var process = Process.Start(start)!;
        // The terminal is the session's until it ends: Ctrl+C is the remote shell's, not ours.
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    /// <summary>Types lines into the session and reads what it shows until it ends.</summary>
    /// <returns>The plugin's exit status, and what it wrote.</returns>
    public async Task<(int ExitCode, string Output, string Errors)> ReadAsync(
        AwsSession session, StartSessionRequest request, StartSessionResponse started, IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        var start = await StartInfoAsync(session, request, started);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            foreach (var line in lines)
            {
                await process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
            }

            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private async Task<ProcessStartInfo> StartInfoAsync(AwsSession session, StartSessionRequest request, StartSessionResponse started)
    {
        var response = JsonSerializer.Serialize(new { started.SessionId, started.TokenValue, started.StreamUrl });
        var hidden = await VersionAsync() >= s_readsEnvironment;
        var start = new ProcessStartInfo(path) { UseShellExecute = false };
        foreach (var argument in new[]
        {
            hidden ? ResponseVariable : response, session.Region, "StartSession", session.Access.ProfileName ?? "",
            JsonSerializer.Serialize(new { request.Target, request.DocumentName, request.Parameters }),
            $"https://ssm.{session.Region}.amazonaws.com",
        })
        {
            start.ArgumentList.Add(argument);
        }

        if (hidden)
        {
            start.Environment[ResponseVariable] = response;
        }

        return start;
    }

    private async Task<Version> VersionAsync()
    {
        var start = new ProcessStartInfo(path, "--version") { UseShellExecute = false, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return Version.TryParse(text.Trim(), out var version) ? version : new Version(1, 0);
    }
}
