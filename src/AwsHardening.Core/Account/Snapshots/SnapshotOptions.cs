using System.Security.Cryptography;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>How to export a snapshot.</summary>
public sealed record SnapshotOptions
{
    /// <summary>The file to write, as a full path.</summary>
    public required string Path { get; init; }

    /// <summary>Replace account ids, names, texts and public addresses.</summary>
    public bool Pseudonymize { get; init; }

    /// <summary>Replace a file that is there.</summary>
    public bool Force { get; init; }

    /// <summary>The key of the pseudonyms; it is kept nowhere, so that nobody can find out the names by trying.</summary>
    internal byte[] Salt { get; init; } = RandomNumberGenerator.GetBytes(32);
}
