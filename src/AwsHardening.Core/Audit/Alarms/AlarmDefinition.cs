namespace AwsHardening.Core.Audit.Alarms;

/// <summary>What raises an alarm.</summary>
internal enum AlarmTrigger
{
    /// <summary>One matching event in the trail's log group.</summary>
    Event,

    /// <summary>More matching events than the metric's own past lets expect.</summary>
    Anomaly,

    /// <summary>A finding of GuardDuty, which no trail logs.</summary>
    Finding,
}

/// <summary>One alarm that the module knows: what it watches for, what benchmarks call it, and events that it must and must not see.</summary>
internal sealed record AlarmDefinition
{
    // Alarms, filters and rules of an account share their names with everybody's.
    private const string Prefix = "AwsHardening-";

    /// <summary>Its name, such as <c>RootUse</c>; the metric is called the same.</summary>
    public required string Name { get; init; }

    /// <summary>What it watches for, as a sentence.</summary>
    public required string Title { get; init; }

    /// <summary>Why somebody should be told.</summary>
    public required string Rationale { get; init; }

    public AlarmTrigger Trigger { get; init; }

    /// <summary>The filter pattern, as the benchmark has it where it has one; empty for a finding.</summary>
    public string Pattern { get; init; } = "";

    /// <summary>Other patterns that do as well, such as those of earlier versions of the benchmark.</summary>
    public IReadOnlyList<string> AlsoAccepted { get; init; } = [];

    /// <summary>What benchmarks call it: <c>CIS-7.0/5.3</c>, <c>SecurityHub/CloudWatch.1</c>.</summary>
    public IReadOnlyList<string> Compliance { get; init; } = [];

    /// <summary>Events of CloudTrail, as JSON, that must match.</summary>
    public IReadOnlyList<string> Matching { get; init; } = [];

    /// <summary>Events of CloudTrail, as JSON, that look much like them and must not match.</summary>
    public IReadOnlyList<string> NotMatching { get; init; } = [];

    /// <summary>The name of its metric filter, its CloudWatch alarm or its EventBridge rule, where the module makes them.</summary>
    public string ResourceName => Prefix + Name;

    /// <summary>True for one that stands on a metric filter of the trail's log group.</summary>
    public bool IsLogged => Trigger != AlarmTrigger.Finding;

    /// <summary>True where a filter that has this pattern does what this alarm needs.</summary>
    public bool Accepts(string? pattern) => !string.IsNullOrEmpty(pattern) && IsLogged
        && AlsoAccepted.Prepend(Pattern).Any(accepted => FilterText.Same(accepted, pattern));
}
