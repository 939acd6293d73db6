using Amazon.SimpleSystemsManagement.Model;
using AwsHardening.Core.Account;

namespace AwsHardening.Core.Access;

/// <summary>
/// The calls that start and end something on an instance. They change nothing that an account is made of and have no inverse, so
/// they are no changes of the journal; AWS keeps its own history of them. No other class makes them.
/// </summary>
internal sealed class InstanceActions(AwsSession session)
{
    /// <summary>Starts a session.</summary>
    public Task<StartSessionResponse> StartAsync(StartSessionRequest request, CancellationToken cancellationToken) =>
        session.SsmActions.StartSessionAsync(request, cancellationToken);

    /// <summary>Ends a session.</summary>
    public Task<TerminateSessionResponse> EndAsync(string sessionId) =>
        // No token: a session that nobody ends stays open for as long as AWS lets it.
        session.SsmActions.TerminateSessionAsync(new() { SessionId = sessionId }, CancellationToken.None);

    /// <summary>Sends a command.</summary>
    public Task<SendCommandResponse> SendAsync(SendCommandRequest request, CancellationToken cancellationToken) =>
        session.SsmActions.SendCommandAsync(request, cancellationToken);

    /// <summary>Cancels a command.</summary>
    public Task<CancelCommandResponse> CancelAsync(string commandId) =>
        session.SsmActions.CancelCommandAsync(new() { CommandId = commandId }, CancellationToken.None);
}
