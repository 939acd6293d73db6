namespace AwsHardening;

/// <summary>What a command gave on one instance.</summary>
public sealed record InstanceCommandOutput
{
    /// <summary>The instance's id.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Its Name tag, or an empty text.</summary>
    public required string Name { get; init; }

    /// <summary>What was asked: the command, or the path of the metadata.</summary>
    public required string Command { get; init; }

    /// <summary>What it wrote, with credentials struck out.</summary>
    public required string Output { get; init; }

    /// <summary>Run Command's word, such as Success or Failed; Completed for one that ran in a session, which tells no more.</summary>
    public required string Status { get; init; }

    /// <summary>The exit status; null where it is not told, as in a session.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The document that ran it: AWS-RunShellScript, AWS-RunPowerShellScript or AWS-StartNonInteractiveCommand.</summary>
    public required string DocumentName { get; init; }

    /// <summary>The id of the command or of the session.</summary>
    public required string ExecutionId { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }
}
