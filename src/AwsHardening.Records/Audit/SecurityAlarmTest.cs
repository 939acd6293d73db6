namespace AwsHardening;

/// <summary>Whether a security alarm would reach somebody, checked link by link.</summary>
public sealed record SecurityAlarmTest
{
    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The Region of the alarm.</summary>
    public required string Region { get; init; }

    /// <summary>The alarm, such as <c>RootUse</c>.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Passed (every link holds), Failed (one does not), Unknown (one could not be checked, and none is known to be broken), Missing
    /// (nothing was set up).
    /// </summary>
    public required string Result { get; init; }

    /// <summary>The first link that does not hold or is not known; null where all hold.</summary>
    public string? Reason { get; init; }

    /// <summary>The links, in the order in which an event goes.</summary>
    public required IReadOnlyList<SecurityAlarmCheck> Checks { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Region} {Name}: {Result}";
}

/// <summary>One link of a security alarm's chain.</summary>
/// <param name="Check">Trail, GuardDuty, Detector, Pattern, Alarm, TopicPolicy, KeyPolicy, Subscription or Delivery.</param>
/// <param name="State">Pass, Fail, Unknown or Skipped.</param>
/// <param name="Detail">What was found.</param>
public sealed record SecurityAlarmCheck(string Check, string State, string Detail)
{
    /// <inheritdoc />
    public override string ToString() => $"{Check}: {State} ({Detail})";
}
