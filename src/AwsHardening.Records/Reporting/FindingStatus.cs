namespace AwsHardening;

/// <summary>What a rule says of a resource.</summary>
public enum FindingStatus
{
    /// <summary>The rule is broken.</summary>
    Fail,

    /// <summary>The rule is kept.</summary>
    Pass,

    /// <summary>What the rule needs could not be read. That is not clean.</summary>
    Unknown,

    /// <summary>The rule is broken, and somebody has answered for it until a day.</summary>
    Suppressed,
}
