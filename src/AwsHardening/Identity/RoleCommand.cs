using System.Diagnostics;
using System.Management.Automation;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Identity;
using AwsHardening.Pipeline;
using AwsHardening.Seam;

namespace AwsHardening.Identity;

/// <summary>Runs a program with a role's credentials in its environment, and in no other.</summary>
/// <param name="line">The program and its arguments.</param>
/// <param name="state">Finds the program, and says where it runs.</param>
internal sealed class RoleCommand(string[] line, SessionState state)
{
    /// <summary>Runs it; its output goes on line by line, its errors to where PowerShell's own go.</summary>
    /// <param name="session">The role's session.</param>
    /// <param name="host">Takes the lines.</param>
    /// <param name="cancellationToken">Ends with the pipeline, and the program with it.</param>
    /// <exception cref="OperationException">There is no such program, or it could not be started.</exception>
    public async Task RunAsync(HardeningSession session, CmdletHost host, CancellationToken cancellationToken)
    {
        using var export = await CredentialExportOperation.ExportAsync(session, cancellationToken);
        // What is thrown on the pipeline thread would end the pipeline, and this is one account's error.
        var start = await host.OnPipelineThreadAsync(() => Find(export), cancellationToken)
            ?? throw new OperationException(
                "CommandNotFound", OperationErrorCategory.ObjectNotFound, $"There is no program '{line[0]}'.",
                "Name a program on the PATH; what is PowerShell's own goes into -ScriptBlock.", line[0]);
        using var process = Start(start);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } text)
            {
                await host.WriteObjectAsync(AccountMark.On((object)text, session), cancellationToken);
            }

            await process.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        var code = process.ExitCode;
        await host.OnPipelineThreadAsync(
            () =>
            {
                state.PSVariable.Set("global:LASTEXITCODE", code);
                return true;
            },
            cancellationToken);
        if (code != 0)
        {
            await host.WriteErrorAsync(
                new OperationError("CommandFailed", OperationErrorCategory.InvalidResult, $"{line[0]} as {session.RoleArn} ended with exit code {code}.",
                    "Look at what it wrote to its error stream.", session),
                cancellationToken);
        }
    }

    private ProcessStartInfo? Find(ExportedCredentials export)
    {
        if (state.InvokeCommand.GetCommand(line[0], CommandTypes.Application) is not ApplicationInfo program)
        {
            return null;
        }

        ProcessStartInfo start = new(program.Path)
        {
            RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = state.Path.CurrentFileSystemLocation.ProviderPath,
        };
        foreach (var argument in line.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in export.Environment)
        {
            if (value is null)
            {
                start.Environment.Remove(name);
            }
            else
            {
                start.Environment[name] = value;
            }
        }

        return start;
    }

    private Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new OperationException(
                "CommandNotStarted", OperationErrorCategory.InvalidOperation, $"'{line[0]}' could not be started: {e.Message}", "Check the program.", line[0], e);
        }
    }
}
