using AwsHardening.Core.Access;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Core.Network.Internet;
using AwsHardening.Sandbox;

namespace AwsHardening.Core.Account;

/// <summary>What a session takes from outside: the clock, the journal's place, the embedded account.</summary>
internal sealed record SessionSettings
{
    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the journal stands; null for the user's state folder.</summary>
    public string? StateFolder { get; init; }

    /// <summary>Writes the journal's lines.</summary>
    public JournalDisk JournalDisk { get; init; } = JournalDisks.Real;

    /// <summary>This machine's name, by which a shared journal names its writer.</summary>
    public string Machine { get; init; } = Environment.MachineName;

    /// <summary>An embedded account to connect to, instead of a template's name.</summary>
    public SandboxAccount? SandboxAccount { get; init; }

    /// <summary>How often the SDK tries a read again.</summary>
    public int MaxReadRetries { get; init; } = 4;

    /// <summary>Sees to it that somebody is there when a revert is due.</summary>
    public IRevertScheduler RevertScheduler { get; init; } = new SystemRevertScheduler();

    /// <summary>Makes the ids of changes.</summary>
    public Func<string> NewId { get; init; } = () => Guid.NewGuid().ToString("n")[..12];

    /// <summary>Proves that instances can be got into when their ports are closed.</summary>
    public Func<HardeningSession, IAccessProof> AccessProof { get; init; } = session => new SessionManagerProof(session);

    /// <summary>Finds the caller's own connections.</summary>
    public Func<AwsSession, ICallerConnections> CallerConnections { get; init; } = session =>
        session.Sandbox is null ? new SystemCallerConnections(new ThisMachine()) : new NoCallerConnections();

    /// <summary>Tries to connect to ports.</summary>
    public Func<AwsSession, IPortConnector> PortConnector { get; init; } = session => session.Sandbox is { } account
        ? new SandboxConnector(account, session.Region, new SocketConnector(session.Settings.Time)) : new SocketConnector(session.Settings.Time);

    /// <summary>Speaks to the console's federation endpoint.</summary>
    public Func<HttpClient> SignInHttp { get; init; } = () => new HttpClient { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Where nmap is; null when it is not installed.</summary>
    public Func<string?> NmapPath { get; init; } = () => ProgramPath.Find("nmap", Environment.GetEnvironmentVariable("PATH"));
}
