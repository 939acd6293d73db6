namespace AwsHardening;

/// <summary>A session's credentials for other programs. Disposing of it ends what they reach the account by, where that was made for them.</summary>
internal sealed class ExportedCredentials : IDisposable
{
    /// <summary>The environment variables that programs read, by name; null for one that must not be there.</summary>
    public required IReadOnlyDictionary<string, string?> Environment { get; init; }

    /// <summary>What a <c>credential_process</c> prints, as JSON of version 1.</summary>
    public required string ProcessJson { get; init; }

    /// <summary>What was made for the programs; null for nothing.</summary>
    public IDisposable? Place { get; init; }

    /// <inheritdoc />
    public void Dispose() => Place?.Dispose();

    /// <inheritdoc />
    public override string ToString() => "exported credentials";
}
