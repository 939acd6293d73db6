namespace AwsHardening.Sandbox.Snapshots;

/// <summary>Puts the resources of one service into the state of a new account as they are, past the operations that would have made them.</summary>
internal interface ISnapshotLoader
{
    /// <summary>The service whose kinds it takes.</summary>
    string Service { get; }

    /// <summary>The first reading: the resources, and what could not be read.</summary>
    /// <exception cref="SnapshotException">A line does not make sense.</exception>
    void Load(SnapshotRecord record);

    /// <summary>Between the readings.</summary>
    void Link();

    /// <summary>The second reading, once everything is there.</summary>
    /// <exception cref="SnapshotException">A line does not make sense.</exception>
    void Compare(SnapshotRecord record);

    /// <summary>After the readings: what watches the account starts watching.</summary>
    void Begin()
    {
    }
}
