namespace AwsHardening;

/// <summary>One journaled change of one resource.</summary>
public sealed record HardeningChange
{
    /// <summary>The change's id.</summary>
    public required string ChangeId { get; init; }

    /// <summary>The id that all changes of one command share.</summary>
    public required string SetId { get; init; }

    /// <summary>The plan it was applied from, or null.</summary>
    public string? PlanId { get; init; }

    /// <summary>When its first call was about to be made, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>The CloudFormation type of the resource, such as <c>AWS::EC2::SecurityGroup</c>.</summary>
    public required string ResourceType { get; init; }

    /// <summary>The resource's id.</summary>
    public required string ResourceId { get; init; }

    /// <summary>How far it came.</summary>
    public required HardeningChangeStatus Status { get; init; }

    /// <summary>What the change is for, in one sentence.</summary>
    public required string Why { get; init; }

    /// <summary>Who made it, as an ARN.</summary>
    public required string CallerArn { get; init; }

    /// <summary>The resource before, as JSON.</summary>
    public required string Before { get; init; }

    /// <summary>The resource after, as JSON.</summary>
    public required string After { get; init; }

    /// <summary>The calls, one line each, with how AWS answered.</summary>
    public IReadOnlyList<string> Calls { get; init; } = [];

    /// <summary>The change that this one takes back, or null.</summary>
    public string? Undoes { get; init; }

    /// <summary>The change that took this one back, or null.</summary>
    public string? UndoneBy { get; init; }

    /// <summary>When it is taken back unless it is confirmed, UTC; null where it stands.</summary>
    public DateTimeOffset? RevertAt { get; init; }

    /// <summary>What to do about it, where there is something to do.</summary>
    public string? NextStep { get; init; }
}
