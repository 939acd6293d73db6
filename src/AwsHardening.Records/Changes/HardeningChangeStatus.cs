namespace AwsHardening;

/// <summary>How far a change has come, read from the journal.</summary>
public enum HardeningChangeStatus
{
    /// <summary>Every call was answered with success.</summary>
    Applied,

    /// <summary>A call was refused and what had been done before it was taken back.</summary>
    RolledBack,

    /// <summary>A call was refused, and not everything done before it could be taken back.</summary>
    Failed,

    /// <summary>The journal ends between a call's intent and its outcome: the process died or the answer was lost.</summary>
    Interrupted,

    /// <summary>Taken back by a later change.</summary>
    Undone,
}
