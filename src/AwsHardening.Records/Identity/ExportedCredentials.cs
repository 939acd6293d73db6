namespace AwsHardening;

/// <summary>A role's credentials on their way to another program. Never written to the pipeline.</summary>
internal sealed class ExportedCredentials
{
    /// <summary>The environment variables that programs read, by name; null for one that must not be there.</summary>
    public required IReadOnlyDictionary<string, string?> Environment { get; init; }

    /// <summary>What a <c>credential_process</c> prints, as JSON of version 1.</summary>
    public required string ProcessJson { get; init; }

    /// <inheritdoc />
    public override string ToString() => "exported credentials";
}
