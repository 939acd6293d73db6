using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Account;

/// <summary>The sessions of one runspace: its default, and those that commands opened by their own parameters.</summary>
internal sealed class RunspaceSessions : IDisposable
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceSessions> s_all = [];

    private readonly object _gate = new();
    private readonly Dictionary<SessionChoice, HardeningSession> _chosen = [];
    private readonly List<HardeningSession> _connected = [];
    private readonly Stack<(HardeningSession Session, bool WasDefault, HardeningSession? Before, IDisposable? Environment)> _entered = [];
    private OperationError? _failure;

    /// <summary>The session that commands use when they say nothing; null for the SDK's chains.</summary>
    public HardeningSession? Default { get; private set; }

    /// <summary>The sessions of the calling thread's runspace. Call it on the pipeline thread: workers have no runspace.</summary>
    public static RunspaceSessions ForCurrentRunspace() => s_all.GetValue(Runspace.DefaultRunspace, Create);

    /// <summary>Opens a session and makes it the default.</summary>
    /// <param name="options">How to connect.</param>
    /// <exception cref="OperationException">It could not be opened; then there is no default, and commands that count on one say so.</exception>
    public HardeningSession Connect(ConnectOptions options)
    {
        lock (_gate)
        {
            try
            {
                // Forgotten first: a script that goes on after a failed connection must not meet the account before it.
                Default = null;
                Default = SessionOperation.Open(options);
                _failure = null;
                _connected.Add(Default);
                return Default;
            }
            catch (OperationException e)
            {
                _failure = e.Error;
                throw;
            }
        }
    }

    /// <summary>Makes a session that takes a while to open the default.</summary>
    /// <param name="open">Opens it; may ask the user.</param>
    /// <exception cref="OperationException">It could not be opened; then there is no default, and commands that count on one say so.</exception>
    public async Task<HardeningSession> ConnectAsync(Func<Task<HardeningSession>> open)
    {
        lock (_gate)
        {
            Default = null;
        }

        try
        {
            var session = await open();
            lock (_gate)
            {
                (Default, _failure) = (session, null);
                _connected.Add(session);
                return session;
            }
        }
        catch (OperationException e)
        {
            lock (_gate)
            {
                _failure = e.Error;
            }

            throw;
        }
    }

    /// <summary>The session that a command asks for, opened where it must be.</summary>
    /// <param name="choice">What the command said.</param>
    /// <exception cref="OperationException">There is none and none can be opened.</exception>
    public HardeningSession Resolve(SessionChoice choice)
    {
        lock (_gate)
        {
            choice = Complete(choice);
            if (choice.Session is { } session && (choice.Region is null || choice.Region == session.Region))
            {
                return session;
            }

            if (!_chosen.TryGetValue(choice, out var chosen))
            {
                chosen = Open(choice);
                _chosen.Add(choice, chosen);
            }

            return chosen;
        }
    }

    /// <summary>Keeps a session that a command opened, so that it ends with the runspace.</summary>
    /// <param name="session">The session.</param>
    public void Keep(HardeningSession session)
    {
        lock (_gate)
        {
            _connected.Add(session);
        }
    }

    /// <summary>Goes into a role: makes it the default, or changes the environment, until it is left.</summary>
    /// <param name="session">The role's session.</param>
    /// <param name="asDefault">Make it the default.</param>
    /// <param name="environment">What puts the environment back; null where it was not changed.</param>
    public void Enter(HardeningSession session, bool asDefault, IDisposable? environment)
    {
        lock (_gate)
        {
            _entered.Push((session, asDefault, Default, environment));
            if (asDefault)
            {
                Default = session;
                _failure = null;
            }
        }
    }

    /// <summary>Leaves the role that was gone into last.</summary>
    /// <returns>Its session; null when there was none.</returns>
    public HardeningSession? Leave()
    {
        lock (_gate)
        {
            if (!_entered.TryPop(out var role))
            {
                return null;
            }

            role.Environment?.Dispose();

            // Whoever connected elsewhere meanwhile stays there.
            if (role.WasDefault && Default == role.Session)
            {
                Default = role.Before;
            }

            return role.Session;
        }
    }

    /// <summary>Closes one session, and what was opened from it.</summary>
    /// <param name="session">The session; null for the default.</param>
    /// <returns>The session that was closed, or null when there was none.</returns>
    public HardeningSession? Disconnect(HardeningSession? session)
    {
        lock (_gate)
        {
            session ??= Default;
            if (session == Default)
            {
                Default = null;
                _failure = null;
            }

            foreach (var choice in _chosen.Keys.Where(choice => session is not null && choice.Session == session).ToList())
            {
                _chosen.Remove(choice, out var derived);
                derived?.Dispose();
            }

            session?.Dispose();
            return session;
        }
    }

    /// <summary>Closes every session of the runspace. It can be used again afterwards.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            while (Leave() is not null)
            {
            }

            foreach (var session in _chosen.Values.Concat(_connected))
            {
                session.Dispose();
            }

            _chosen.Clear();
            _connected.Clear();
            Default = null;
            _failure = null;
        }
    }

    private static RunspaceSessions Create(Runspace runspace)
    {
        var sessions = new RunspaceSessions();
        runspace.StateChanged += (_, e) =>
        {
            if (e.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
            {
                sessions.Dispose();
            }
        };
        return sessions;
    }

    private static HardeningSession Open(SessionChoice choice) =>
        choice.Session is null
            ? SessionOperation.Open(new ConnectOptions
            {
                ProfileName = choice.ProfileName,
                Region = choice.Region,
                EndpointUrl = choice.EndpointUrl,
            })
            : SessionOperation.InRegion(choice.Session, choice.Region!);

    /// <summary>
    /// A Region alone means the default session's account in that Region: beside a connected sandbox it must never reach the
    /// real account that the SDK's chain would find.
    /// </summary>
    private SessionChoice Complete(SessionChoice choice)
    {
        if (choice.Session is not null)
        {
            return choice;
        }

        if (choice.ProfileName is not null || choice.EndpointUrl is not null)
        {
            return choice with { Surroundings = SdkEnvironment.Fingerprint() };
        }

        if (_failure is not null)
        {
            throw new OperationException(
                "NotConnected",
                OperationErrorCategory.AuthenticationError,
                $"There is no connection, because the last Connect-AwsHardening failed: {_failure.Message}",
                "Connect again, or say Disconnect-AwsHardening to go back to the SDK's own credential chain.",
                null);
        }

        return Default is null
            ? choice with { Surroundings = SdkEnvironment.Fingerprint() }
            : choice with { Session = Default };
    }
}
