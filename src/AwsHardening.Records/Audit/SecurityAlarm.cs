namespace AwsHardening;

/// <summary>One security alarm as it is: what it stands on, link by link, and whether it would tell anybody.</summary>
public sealed record SecurityAlarm
{
    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The Region of the filter, of the alarm and of the topic: that of the trail's log group.</summary>
    public required string Region { get; init; }

    /// <summary>The alarm, such as <c>RootUse</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it watches for.</summary>
    public required string Title { get; init; }

    /// <summary>
    /// Working (every link holds), Incomplete (some do not: see <see cref="Reasons"/>), Missing (neither a filter nor an alarm), Unknown
    /// (something could not be read, and nothing that was read is wrong).
    /// </summary>
    public required string Status { get; init; }

    /// <summary>What is missing or not known, one sentence each.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>The trail; null where there is none, and for findings.</summary>
    public string? TrailName { get; init; }

    /// <summary>The log group that the trail delivers to; null where it delivers to none.</summary>
    public string? LogGroupName { get; init; }

    /// <summary>When the trail last delivered to the log group; null where it never did.</summary>
    public DateTimeOffset? LastDelivery { get; init; }

    /// <summary>The metric filter, or the EventBridge rule; null where there is none.</summary>
    public string? FilterName { get; init; }

    /// <summary>Its pattern.</summary>
    public string? FilterPattern { get; init; }

    /// <summary>Whether the pattern is one that does; null where there is none, or it was not read.</summary>
    public bool? PatternAsExpected { get; init; }

    /// <summary>The CloudWatch alarm; null where there is none.</summary>
    public string? AlarmName { get; init; }

    /// <summary>OK, ALARM or INSUFFICIENT_DATA; of a rule ENABLED or DISABLED.</summary>
    public string? AlarmState { get; init; }

    /// <summary>Whether the alarm does anything when it is raised.</summary>
    public bool? ActionsEnabled { get; init; }

    /// <summary>The topic that it tells; null where it tells none.</summary>
    public string? TopicArn { get; init; }

    /// <summary>Whether the topic is encrypted with a KMS key.</summary>
    public bool? TopicEncrypted { get; init; }

    /// <summary>Whether the topic's policy, and the policy of its key, let the service publish.</summary>
    public bool? PublishAllowed { get; init; }

    /// <summary>How many have confirmed that they want to be told.</summary>
    public int? SubscriptionsConfirmed { get; init; }

    /// <summary>How many have been asked and have not answered.</summary>
    public int? SubscriptionsPending { get; init; }

    /// <summary>What benchmarks call it.</summary>
    public IReadOnlyList<string> Compliance { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() => $"{Region} {Name}: {Status}";
}
