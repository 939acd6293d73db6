using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Reverts;
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
}
