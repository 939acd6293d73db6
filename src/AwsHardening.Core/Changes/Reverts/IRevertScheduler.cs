namespace AwsHardening.Core.Changes.Reverts;

/// <summary>Sees to it that somebody is there when a revert is due.</summary>
internal interface IRevertScheduler
{
    /// <summary>Starts whoever waits. The entry stands on the disk already.</summary>
    /// <param name="session">The session that makes the changes.</param>
    /// <param name="entry">What will be taken back, and when.</param>
    /// <param name="folder">Where the entry stands.</param>
    /// <returns>How far the one who waits reaches.</returns>
    RevertReach Start(HardeningSession session, RevertEntry entry, RevertFolder folder);
}

/// <summary>What a pending revert outlives.</summary>
internal enum RevertReach
{
    /// <summary>The session in its process waits; when either ends, nobody does until the module is used again.</summary>
    Session,

    /// <summary>A process of its own waits: closing the shell does not end it.</summary>
    Detached,
}
