using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>One call as a handler sees it.</summary>
internal sealed class Ec2Call(Ec2Region region, string operation, JsonObject parameters)
{
    public Ec2Region Region { get; } = region;

    public string Operation { get; } = operation;

    public Ec2Input Input { get; } = new(parameters);

    public Ec2State State => Region.State;

    public Ec2Options Options => State.Options;

    public string AccountId => Options.AccountId;

    public DateTimeOffset Now => State.Now;

    public string NewId(ResourceKind kind) => NewId(kind.Prefix);

    public string NewId(string prefix) => Options.Ids.Next(prefix);

    /// <summary>
    /// Every handler calls this once, after it has refused whatever it would refuse and before it changes anything:
    /// a dry run ends here.
    /// </summary>
    /// <exception cref="AwsErrorException"><c>DryRunOperation</c>, where the caller asked for a dry run.</exception>
    public void StopIfDryRun()
    {
        Sandbox.DryRun.ThrowIfAsked(parameters);
    }

    /// <summary>The tags asked for on a new resource, checked.</summary>
    public SortedDictionary<string, string> NewTags(ResourceKind kind) => TagSpecifications.Read(Input, kind);
}
