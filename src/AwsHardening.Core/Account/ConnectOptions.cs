namespace AwsHardening.Core.Account;

/// <summary>How to connect. With nothing said, the SDK's own credential and Region chains decide.</summary>
public sealed record ConnectOptions
{
    /// <summary>A profile of the shared config and credentials files.</summary>
    public string? ProfileName { get; init; }

    /// <summary>The Region, such as <c>us-east-1</c>.</summary>
    public string? Region { get; init; }

    /// <summary>An access key id, with <see cref="SecretAccessKey"/>.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>Its secret.</summary>
    public string? SecretAccessKey { get; init; }

    /// <summary>The session token of temporary credentials.</summary>
    public string? SessionToken { get; init; }

    /// <summary>An endpoint to use instead of AWS's own, for every service.</summary>
    public string? EndpointUrl { get; init; }

    /// <summary>How many requests a second the account gets from the session, in all Regions together; 0 for no limit, null for what commands hold to.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>A template of the embedded account, such as <c>Fnd203</c>, or what was typed for a snapshot.</summary>
    public string? Sandbox { get; init; }

    /// <summary>The full path that <see cref="Sandbox"/> stands for, where it may be a snapshot; null where it is none.</summary>
    public string? SandboxFile { get; init; }
}
