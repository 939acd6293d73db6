using System.Runtime.CompilerServices;
using Amazon.EC2.Model;
using Amazon.SimpleSystemsManagement.Model;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Sandbox.Ssm;
using AwsHardening.Seam;

namespace AwsHardening.Core.Access;

/// <summary>Runs commands on instances: with Run Command where the agent takes commands, else in a session of their own.</summary>
public static class InstanceCommandOperation
{
    private const string NonInteractive = "AWS-StartNonInteractiveCommand";
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly string[] s_open = ["Pending", "InProgress", "Delayed", "Cancelling"];

    /// <summary>Runs each command on each instance, in order.</summary>
    /// <param name="session">The session.</param>
    /// <param name="instanceIds">The instances.</param>
    /// <param name="options">What to run.</param>
    /// <param name="host">Asked before every command; takes one error an instance at most.</param>
    /// <param name="cancellationToken">Stops waiting; a command under way is cancelled, a session ended.</param>
    public static async IAsyncEnumerable<InstanceCommandOutput> RunAsync(
        HardeningSession session, IReadOnlyList<string> instanceIds, InstanceCommandOptions options, IOperationHost host,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await ManagedInstanceOperation.ReadAsync(session, new() { InstanceId = instanceIds }, host, cancellationToken) is not var (facts, instances))
        {
            yield break;
        }

        foreach (var instance in instances)
        {
            var outputs = new List<InstanceCommandOutput>();
            try
            {
                await RunAsync(new Run(session, AwsSession.Of(session), facts, instance, options, host), outputs, cancellationToken);
            }
            catch (OperationException e)
            {
                await host.WriteErrorAsync(e.Error, cancellationToken);
            }
            catch (Reading.UnreadFactException e)
            {
                await host.WriteErrorAsync(AwsErrors.Describe(e, $"reading {e.What}", e.IamAction, instance.InstanceId), cancellationToken);
            }

            foreach (var output in outputs)
            {
                yield return output;
            }
        }
    }

    private static async Task RunAsync(Run run, List<InstanceCommandOutput> outputs, CancellationToken cancellationToken)
    {
        var managed = await ManagedInstanceOperation.RecordAsync(run.Session, run.Facts, run.Instance);
        if (managed.PingStatus != "Online")
        {
            throw new OperationException(AccessErrors.NotManaged(managed));
        }

        // Asked for before anything is run, so that -WhatIf shows every command and a no leaves nothing half done.
        List<(string Shown, string Script)> agreed = [];
        foreach (var script in run.Options.Scripts)
        {
            if (await run.Host.ShouldProcessAsync($"{managed.InstanceId} ({managed.Name}) in {managed.Region}", $"Run: {script.Shown}", cancellationToken))
            {
                agreed.Add(script);
            }
        }

        if (agreed.Count == 0)
        {
            return;
        }

        var refusal = await WhyNoCommandsAsync(run, managed);
        if (refusal is not null && run.Options.NoFallback)
        {
            throw new OperationException(AccessErrors.MissingPermission(managed.InstanceId, refusal));
        }

        if (refusal is not null)
        {
            if (managed.Connection != InstanceConnection.Connected)
            {
                throw new OperationException(AccessErrors.NotManaged(managed));
            }

            run.Host.WriteWarning($"Run Command does not reach {managed.InstanceId}: {refusal} The command runs in a session ({NonInteractive}) instead.");
        }

        foreach (var (shown, script) in agreed)
        {
            outputs.Add(refusal is null
                ? await CommandAsync(run, managed, shown, script, cancellationToken)
                : await SessionAsync(run, managed, shown, script, cancellationToken));
        }
    }

    /// <summary>Why commands would not reach the agent; null where they do, or where nothing speaks against it.</summary>
    private static async Task<string?> WhyNoCommandsAsync(Run run, ManagedInstance managed)
    {
        if (AgentNeeds.TakesCommandsOverSessions(managed.AgentVersion) && managed.Connection == InstanceConnection.Connected)
        {
            return null;
        }

        var reasons = new UnmanagedReasons(run.Facts);
        UnmanagedReason[] found =
        [
            .. await reasons.OfRoleAsync(run.Instance, AgentNeeds.Messages), .. await reasons.OfNetworkAsync(run.Instance, ["ec2messages"]),
        ];
        // What could not be read is no reason against trying.
        found = [.. found.Where(reason => reason.Kind != UnmanagedReasonKind.Unknown)];
        return found.Length == 0 ? null
            : $"its agent ({managed.AgentVersion}) takes commands over ec2messages alone. {string.Join(" ", found.Select(reason => reason.Message))}";
    }

    private static async Task<InstanceCommandOutput> CommandAsync(
        Run run, ManagedInstance managed, string shown, string script, CancellationToken cancellationToken)
    {
        var actions = new InstanceActions(run.Aws);
        var document = managed.PlatformType == "Windows" ? "AWS-RunPowerShellScript" : "AWS-RunShellScript";
        var sent = await TellAsync(
            () => actions.SendAsync(
                new()
                {
                    InstanceIds = [managed.InstanceId], DocumentName = document, Comment = "AwsHardening",
                    Parameters = new() { ["commands"] = [.. script.Split('\n')] },
                    TimeoutSeconds = Math.Max(30, (int)run.Options.Timeout.TotalSeconds),
                },
                cancellationToken),
            $"sending a command to {managed.InstanceId}", "ssm:SendCommand", managed.InstanceId);
        var id = sent.Command.CommandId;
        var time = run.Aws.Settings.Time;
        var deadline = time.GetUtcNow() + run.Options.Timeout;
        try
        {
            while (await InvocationAsync(run, id, managed.InstanceId, cancellationToken) is var answer)
            {
                if (answer is not null && !s_open.Contains(answer.Status?.Value))
                {
                    return Output(managed, shown, Join(answer.StandardOutputContent, answer.StandardErrorContent)) with
                    {
                        Status = answer.StatusDetails is { Length: > 0 } details ? details : answer.Status?.Value ?? "",
                        ExitCode = answer.ResponseCode is >= 0 and { } code ? code : null,
                        DocumentName = document,
                        ExecutionId = id,
                    };
                }

                if (time.GetUtcNow() >= deadline)
                {
                    throw new OperationException(AccessErrors.NoAnswer(managed.InstanceId, id, run.Options.Timeout));
                }

                await Task.Delay(s_pause, time, cancellationToken);
            }

            throw new InvalidOperationException("A command always has an answer or a deadline.");
        }
        catch (Exception e) when (e is OperationException or OperationCanceledException)
        {
            await actions.CancelAsync(id);
            throw;
        }
    }

    // Just after it was sent, AWS may not yet know of the command.
    private static async Task<GetCommandInvocationResponse?> InvocationAsync(Run run, string id, string instanceId, CancellationToken cancellationToken)
    {
        try
        {
            return await run.Aws.Ssm.GetCommandInvocationAsync(new() { CommandId = id, InstanceId = instanceId }, cancellationToken);
        }
        catch (InvocationDoesNotExistException)
        {
            return null;
        }
        catch (Amazon.Runtime.AmazonServiceException e)
        {
            throw new OperationException(AwsErrors.Describe(e, $"reading what command {id} gave", "ssm:GetCommandInvocation", instanceId));
        }
    }

    private static async Task<InstanceCommandOutput> SessionAsync(
        Run run, ManagedInstance managed, string shown, string script, CancellationToken cancellationToken)
    {
        var plugin = run.Aws.Sandbox is null ? SessionPlugin.Find() : null;
        var request = new StartSessionRequest
        {
            Target = managed.InstanceId, DocumentName = NonInteractive, Reason = "AwsHardening",
            Parameters = new() { ["command"] = [plugin is null ? script : $"sh -c '{script.Replace("'", "'\\''", StringComparison.Ordinal)}'"] },
        };
        var actions = new InstanceActions(run.Aws);
        var started = await TellAsync(
            () => actions.StartAsync(request, cancellationToken), $"starting a session on {managed.InstanceId}", "ssm:StartSession", managed.InstanceId);
        try
        {
            var output = plugin is null
                ? run.Aws.Sandbox!.Service<SsmService>().RunCommand(run.Aws.Region, started.SessionId, started.TokenValue)
                : await ReadAsync(plugin, run, request, started, cancellationToken);
            return Output(managed, shown, output) with { Status = "Completed", DocumentName = NonInteractive, ExecutionId = started.SessionId };
        }
        finally
        {
            await actions.EndAsync(started.SessionId);
        }
    }

    private static async Task<string> ReadAsync(
        SessionPlugin plugin, Run run, StartSessionRequest request, StartSessionResponse started, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(run.Options.Timeout, run.Aws.Settings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var (code, output, errors) = await plugin.ReadAsync(run.Aws, request, started, [], either.Token);
            return code == 0 ? SessionText.Strip(output, started.SessionId)
                : throw new OperationException(AccessErrors.PluginFailed(request.Target, code, SecretMask.Apply(errors.Trim())));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new OperationException(AccessErrors.NoAnswer(request.Target, started.SessionId, run.Options.Timeout));
        }
    }

    internal static async Task<T> TellAsync<T>(Func<Task<T>> call, string doing, string iamAction, string target)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (e is Amazon.Runtime.AmazonServiceException or Amazon.Runtime.AmazonClientException or HttpRequestException)
        {
            throw new OperationException(AwsErrors.Describe(e, doing, iamAction, target));
        }
    }

    private static InstanceCommandOutput Output(ManagedInstance managed, string shown, string output) => new()
    {
        InstanceId = managed.InstanceId, Name = managed.Name, Command = shown, Output = SecretMask.Apply(output).TrimEnd('\r', '\n'),
        Status = "", DocumentName = "", ExecutionId = "", Region = managed.Region,
    };

    private static string Join(string? output, string? errors) =>
        string.IsNullOrEmpty(errors) ? output ?? "" : $"{output?.TrimEnd('\n')}\n{errors}".TrimStart('\n');

    private sealed record Run(
        HardeningSession Session, AwsSession Aws, InstanceFacts Facts, Instance Instance, InstanceCommandOptions Options, IOperationHost Host);
}
