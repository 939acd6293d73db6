namespace AwsHardening.Core.Access;

/// <summary>What to run, and how.</summary>
public sealed record InstanceCommandOptions
{
    /// <summary>Shell lines; each entry is one script.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Paths of instance metadata to read with IMDSv2, such as <c>instance-id</c>.</summary>
    public IReadOnlyList<string> Metadata { get; init; } = [];

    /// <summary>How long to wait for an answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Fail where Run Command does not reach the agent, instead of running the command in a session.</summary>
    public bool NoFallback { get; init; }

    /// <summary>What the scripts are, with the name under which their output is shown.</summary>
    internal IEnumerable<(string Shown, string Script)> Scripts =>
        Command.Select(command => (command, command)).Concat(Metadata.Select(path => (path, MetadataScript.Read(path))));
}
