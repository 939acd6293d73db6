namespace AwsHardening;

/// <summary>A call as CloudTrail recorded it.</summary>
public sealed record TrailEvent
{
    /// <summary>When, UTC, to the second.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Who, as the console's column shows it: a user's name, a role session's, <c>root</c>; or null.</summary>
    public string? UserName { get; init; }

    /// <summary>Who, as an ARN, or null.</summary>
    public string? UserArn { get; init; }

    /// <summary>The operation, such as <c>CreateNetworkAclEntry</c>.</summary>
    public required string EventName { get; init; }

    /// <summary>The service, such as <c>ec2.amazonaws.com</c>.</summary>
    public required string EventSource { get; init; }

    /// <summary>The resources it names; in log files only where the record itself lists them.</summary>
    public IReadOnlyList<TrailEventResource> Resources { get; init; } = [];

    /// <summary>Where it came from: an address, or the name of an AWS service.</summary>
    public string? SourceIPAddress { get; init; }

    /// <summary>AWS's error code; null where it succeeded.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>True for a read; null where the record does not say.</summary>
    public bool? ReadOnly { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>The account that received it, or null.</summary>
    public string? AccountId { get; init; }

    /// <summary>The access key that signed it, or null.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>The event's id.</summary>
    public required string EventId { get; init; }

    /// <summary>The whole record, as JSON.</summary>
    public required string Record { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Time:u} {UserName} {EventName}";
}

/// <summary>A resource that an event names.</summary>
/// <param name="Type">The CloudFormation type, or null.</param>
/// <param name="Name">Its name, id or ARN.</param>
public sealed record TrailEventResource(string? Type, string Name)
{
    /// <inheritdoc />
    public override string ToString() => Name;
}
