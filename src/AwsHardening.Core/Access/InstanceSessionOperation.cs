using System.Runtime.CompilerServices;
using Amazon.SimpleSystemsManagement.Model;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Sandbox.Ssm;
using AwsHardening.Seam;

namespace AwsHardening.Core.Access;

/// <summary>Interactive sessions on instances.</summary>
public static class InstanceSessionOperation
{
    /// <summary>Starts a session and hands it the terminal, or types lines into it, until it ends.</summary>
    /// <param name="session">The session with AWS.</param>
    /// <param name="instanceId">The instance.</param>
    /// <param name="lines">Lines to type instead of handing over the terminal; empty to hand it over.</param>
    /// <param name="documentName">The session document; null for the account's preferences.</param>
    /// <param name="reason">Why, for the history; null to say nothing.</param>
    /// <param name="host">Asked before the session starts; takes the error.</param>
    /// <param name="cancellationToken">Stops before the session starts, and lines that are being typed.</param>
    /// <returns>What the session showed for the lines; null where it had the terminal, or did not start.</returns>
    public static async Task<InstanceCommandOutput?> EnterAsync(
        HardeningSession session, string instanceId, IReadOnlyList<string> lines, string? documentName, string? reason, IOperationHost host,
        CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        // Before anything is started: a session that nobody can talk to would stay open. The embedded account has its own terminal.
        var inside = aws.Sandbox is not null && lines.Count > 0 ? aws.Sandbox.Service<SsmService>() : null;
        var plugin = inside is null ? SessionPlugin.Find() : null;
        if (await ManagedInstanceOperation.ReadAsync(session, new() { InstanceId = [instanceId] }, host, cancellationToken) is not var (facts, instances)
            || instances.Count == 0)
        {
            return null;
        }

        var managed = await ManagedInstanceOperation.RecordAsync(session, facts, instances[0]);
        if (managed.Connection == InstanceConnection.NotConnected)
        {
            throw new OperationException(AccessErrors.NotManaged(managed));
        }

        if (!await host.ShouldProcessAsync($"{instanceId} ({managed.Name}) in {session.Region}", "Start a session", cancellationToken))
        {
            return null;
        }

        var request = new StartSessionRequest { Target = instanceId, DocumentName = documentName, Reason = reason };
        var actions = new InstanceActions(aws);
        var started = await InstanceCommandOperation.TellAsync(
            () => actions.StartAsync(request, cancellationToken), $"starting a session on {instanceId}", "ssm:StartSession", instanceId);
        try
        {
            if (lines.Count > 0)
            {
                var output = inside is null
                    ? SessionText.Strip((await plugin!.ReadAsync(aws, request, started, [.. lines, "exit"], cancellationToken)).Output, started.SessionId)
                    : string.Join('\n', lines.Select(line => inside.Type(aws.Region, started.SessionId, started.TokenValue, line).TrimEnd('\n')));
                return new InstanceCommandOutput
                {
                    InstanceId = instanceId, Name = managed.Name, Command = string.Join('\n', lines), Output = SecretMask.Apply(output),
                    Status = "Completed", DocumentName = documentName ?? SessionPreferences.DocumentName, ExecutionId = started.SessionId,
                    Region = session.Region,
                };
            }

            var code = await plugin!.AttachAsync(aws, request, started);
            return code == 0 ? null : throw new OperationException(AccessErrors.PluginFailed(instanceId, code, ""));
        }
        finally
        {
            await actions.EndAsync(started.SessionId);
        }
    }

    /// <summary>Ends sessions.</summary>
    /// <param name="session">The session with AWS.</param>
    /// <param name="sessionIds">The sessions to end.</param>
    /// <param name="host">Asked before each; takes one error each at most.</param>
    /// <param name="cancellationToken">Stops before the next.</param>
    /// <returns>The sessions that were ended, as the history has them.</returns>
    public static async IAsyncEnumerable<InstanceSession> StopAsync(
        HardeningSession session, IReadOnlyList<string> sessionIds, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        foreach (var id in sessionIds)
        {
            if (!await host.ShouldProcessAsync($"session {id} in {session.Region}", "End the session", cancellationToken))
            {
                continue;
            }

            InstanceSession? ended = null;
            try
            {
                await InstanceCommandOperation.TellAsync(
                    () => new InstanceActions(aws).EndAsync(id), $"ending session {id}", "ssm:TerminateSession", id);
                ended = await SessionHistoryOperation.ReadAsync(aws, new() { SessionId = [id] }, cancellationToken) is [var one, ..] ? one : null;
            }
            catch (OperationException e)
            {
                await host.WriteErrorAsync(e.Error.Id == "DoesNotExistException" ? AccessErrors.NoSession(id) : e.Error, cancellationToken);
            }

            if (ended is not null)
            {
                yield return ended;
            }
        }
    }
}
