using System.Management.Automation;
using System.Runtime.ExceptionServices;
using AwsHardening.Core.Account;
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
    private static readonly AsyncLocal<(HardeningSession Session, CmdletHost Host)?> s_oneOfMany = new();

    private readonly List<HardeningSession> _piped = [];
    private readonly List<HardeningSession> _taken = [];
    private RunspaceSessions? _sessions;
    private CmdletHost? _host;
    private HardeningSession? _bound;
    private FanOut? _fanOut;
    private int _accounts;
    private bool _begun;
    private bool _atEnd;

    /// <summary>A session made by <c>Connect-AwsHardening</c>.</summary>
    public abstract HardeningSession? Session { get; set; }

    /// <summary>A profile of the shared config and credentials files.</summary>
    public abstract string? ProfileName { get; set; }

    /// <summary>An endpoint to use instead of AWS's own.</summary>
    public abstract string? EndpointUrl { get; set; }

    /// <summary>The Region to connect to; null for the session's own.</summary>
    private protected abstract string? SaidRegion { get; }

    /// <summary>True when the caller said anything about the connection.</summary>
    private protected bool SessionIsSaid => (Current, ProfileName, SaidRegion, EndpointUrl) is not (null, null, null, null);

    /// <summary>
    /// Where <see cref="Session"/> is kept: PowerShell sets it once for each session that is piped in, and between them back to null.
    /// </summary>
    private protected HardeningSession? BoundSession
    {
        get => _bound;
        set
        {
            _bound = value;
            if (_begun && value is not null)
            {
                _piped.Add(value);
            }
        }
    }

    /// <summary>
    /// Takes the session of a record for the end, in a command that works there. PowerShell sets a session also for a record that it
    /// then turns down, for want of something mandatory.
    /// </summary>
    /// <returns>False for a further session: the command has its input already, and collects it once, not once an account.</returns>
    private protected bool TakeRecord()
    {
        if (_bound is { } session && _piped.Contains(session))
        {
            _taken.Add(session);
        }

        return _taken.Count <= 1;
    }

    /// <summary>How many accounts are worked on at the same time: changes are made and asked about one account after the other.</summary>
    private protected virtual int AccountsAtOnce(HardeningSession session) =>
        GetType().IsDefined(typeof(CmdletAttribute), inherit: false)
        && ((CmdletAttribute)GetType().GetCustomAttributes(typeof(CmdletAttribute), inherit: false)[0]).SupportsShouldProcess
            ? 1 : session.ThrottleLimit;

    /// <summary>True while the record at hand is a session from the pipeline, not one that was said.</summary>
    private protected bool SessionIsPiped => _bound is not null && _piped.Contains(_bound);

    private HardeningSession? Current => s_oneOfMany.Value?.Session ?? Session;

    private CmdletHost? CurrentHost => s_oneOfMany.Value?.Host ?? _host;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        _begun = true;
        if (Session is not null && (ProfileName is not null || EndpointUrl is not null))
        {
            ThrowTerminatingError(ErrorRecords.Contradiction(
                "-Session is a connection already, so -ProfileName and -EndpointUrl have nothing to say beside it.",
                "Say -Session alone or with -Region, or leave it out."));
        }

        _sessions = RunspaceSessions.ForCurrentRunspace();
    }

    /// <summary>
    /// Ends the work on sessions that were piped in. A command that works at the end calls it first; what it then runs, it runs for
    /// each of them.
    /// </summary>
    protected override void EndProcessing()
    {
        _atEnd = true;
        _fanOut?.Finish();
    }

    /// <summary>Runs work for the session said, or, of sessions that are piped in, for many at the same time.</summary>
    /// <param name="work">The work; its token ends with the pipeline.</param>
    protected sealed override void Run(Func<CmdletHost, CancellationToken, Task> work)
    {
        if (_piped.Count == 0 || (_bound is null && !_atEnd))
        {
            base.Run(work);
            return;
        }

        foreach (var session in _atEnd ? _taken : [_bound!])
        {
            Fan().Add(session, AccountsAtOnce(session), async (queue, stop) =>
            {
                var host = new CmdletHost(this, queue, session);
                s_oneOfMany.Value = (session, host);
                using var held = SessionOperation.HoldToBudget(session);
                await WorkAsync(work, host, stop);
            });
        }

        if (_atEnd)
        {
            Fan().Finish();
        }
    }

    /// <summary>Runs work for one of many accounts that is no session yet.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="atOnce">How many are worked on at the same time.</param>
    /// <param name="work">The work; its token ends with the pipeline.</param>
    private protected void RunBeside(string accountId, int atOnce, Func<CmdletHost, CancellationToken, Task> work)
    {
        _accounts++;
        Fan().Add(accountId, atOnce, (queue, stop) => WorkAsync(work, new CmdletHost(this, queue), stop));
    }

    private FanOut Fan() => _fanOut ??= new FanOut(ShowProgress, Report, PipelineStopToken);

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _fanOut?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void ShowProgress(string status, bool ends)
    {
        // One session needs no bar.
        var many = Math.Max(_piped.Count, _accounts);
        if (many > 1)
        {
            WriteProgress(new ProgressRecord(0, $"{MyInvocation.MyCommand.Name} in {many} accounts and Regions so far", status)
            {
                RecordType = ends ? ProgressRecordType.Completed : ProgressRecordType.Processing,
            });
        }
    }

    /// <summary>One account's failure is its own: the others go on, unless the caller wants it otherwise with -ErrorAction Stop.</summary>
    private void Report(object account, Exception exception)
    {
        if (exception is OperationCanceledException && PipelineStopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }

        if (exception is RuntimeException)
        {
            // What a script threw ends the pipeline, as anywhere.
            ExceptionDispatchInfo.Throw(exception);
        }

        var error = exception is OperationException failure ? failure.Error : ErrorRecords.Failure(exception, MyInvocation.MyCommand.Name);
        WriteError(ErrorRecords.From(account is HardeningSession session ? AccountMark.On(error, session) : error));
    }

    /// <summary>
    /// Says what a shared journal tells of interrupted changes, and makes the account's overdue reverts first: what the command is
    /// about to see must not be what should be gone.
    /// </summary>
    private protected override async Task BeforeWorkAsync(CmdletHost host, CancellationToken cancellationToken)
    {
        if (s_oneOfMany.Value is null)
        {
            _host = host;
        }

        if (!WarnsOfInterrupted)
        {
            return;
        }

        HardeningSession session;
        try
        {
            if (!RevertOperation.IsAnyOverdue() && !JournalOperation.IsAnyShared(Current ?? _sessions!.Default))
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
            CurrentHost?.WriteWarning($"An account of yours shares its journal, and there is no connection to see it by: {e.Error.Message} Only the local journal is looked at.");
            return null;
        }
    }

    /// <summary>The session to use. May be called from a worker.</summary>
    private protected HardeningSession OpenSession() => OpenSession(SaidRegion);

    /// <summary>The session to use for a resource of a Region.</summary>
    /// <param name="region">The Region; null for the session's own.</param>
    private protected HardeningSession OpenSession(string? region)
    {
        var session = _sessions!.Resolve(new SessionChoice(Current, ProfileName, region, EndpointUrl));
        if (CurrentHost is { } host && WarnsOfInterrupted)
        {
            InterruptedChanges.WarnOnce(session, host);
        }

        return session;
    }

    /// <summary>False for commands that list interrupted changes and pending reverts, or end them.</summary>
    private protected virtual bool WarnsOfInterrupted => true;
}
