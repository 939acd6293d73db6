using System.Management.Automation;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Journals;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Core.Errors;
using AwsHardening.Pipeline;

namespace AwsHardening.Account;

/// <summary>
/// A cmdlet that speaks to an account: the session said, else one opened from what is said, else the runspace's default, else
/// what the SDK's own chains find.
/// </summary>
public abstract class ConnectionCmdlet : AsyncCmdlet
{
    private RunspaceSessions? _sessions;
    private CmdletHost? _host;

    /// <summary>A session made by <c>Connect-AwsHardening</c>.</summary>
    public abstract HardeningSession? Session { get; set; }

    /// <summary>A profile of the shared config and credentials files.</summary>
    public abstract string? ProfileName { get; set; }

    /// <summary>An endpoint to use instead of AWS's own.</summary>
    public abstract string? EndpointUrl { get; set; }

    /// <summary>The Region to connect to; null for the session's own.</summary>
    private protected abstract string? SaidRegion { get; }

    /// <summary>True when the caller said anything about the connection.</summary>
    private protected bool SessionIsSaid => (Session, ProfileName, SaidRegion, EndpointUrl) is not (null, null, null, null);

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (Session is not null && (ProfileName is not null || EndpointUrl is not null))
        {
            ThrowTerminatingError(ErrorRecords.Contradiction(
                "-Session is a connection already, so -ProfileName and -EndpointUrl have nothing to say beside it.",
                "Say -Session alone or with -Region, or leave it out."));
        }

        _sessions = RunspaceSessions.ForCurrentRunspace();
    }

    /// <summary>
    /// Says what a shared journal tells of interrupted changes, and makes the account's overdue reverts first: what the command is
    /// about to see must not be what should be gone.
    /// </summary>
    private protected override async Task BeforeWorkAsync(CmdletHost host, CancellationToken cancellationToken)
    {
        _host = host;
        if (!WarnsOfInterrupted)
        {
            return;
        }

        HardeningSession session;
        try
        {
            if (!RevertOperation.IsAnyOverdue() && !JournalOperation.IsAnyShared(Session ?? _sessions!.Default))
            {
                return;
            }

            session = OpenSession();
        }
        catch (OperationException)
        {
            // The command itself says so, where it needs this session at all.
            return;
        }

        await InterruptedChanges.WarnOfSharedOnceAsync(session, host, cancellationToken);
        await RevertOperation.CatchUpAsync(session, host, cancellationToken);
    }

    /// <summary>
    /// The session to use where there is one without asking the SDK's chains, or where only they lead to a shared journal; else null.
    /// </summary>
    private protected HardeningSession? FindSession()
    {
        if (SessionIsSaid || _sessions!.Default is not null)
        {
            return OpenSession();
        }

        try
        {
            return JournalOperation.IsAnyShared(session: null) ? OpenSession() : null;
        }
        catch (OperationException e)
        {
            _host?.WriteWarning($"An account of yours shares its journal, and there is no connection to see it by: {e.Error.Message} Only the local journal is looked at.");
            return null;
        }
    }

    /// <summary>The session to use. May be called from a worker.</summary>
    private protected HardeningSession OpenSession() => OpenSession(SaidRegion);

    /// <summary>The session to use for a resource of a Region.</summary>
    /// <param name="region">The Region; null for the session's own.</param>
    private protected HardeningSession OpenSession(string? region)
    {
        var session = _sessions!.Resolve(new SessionChoice(Session, ProfileName, region, EndpointUrl));
        if (_host is not null && WarnsOfInterrupted)
        {
            InterruptedChanges.WarnOnce(session, _host);
        }

        return session;
    }

    /// <summary>False for commands that list interrupted changes and pending reverts, or end them.</summary>
    private protected virtual bool WarnsOfInterrupted => true;
}
