namespace AwsHardening.Core.Access;

/// <summary>Where session logs are to go, and who is to write them.</summary>
public sealed record SessionLoggingOptions
{
    /// <summary>The bucket; made where it is not there.</summary>
    public required string BucketName { get; init; }

    /// <summary>The prefix of keys; empty for none.</summary>
    public string KeyPrefix { get; init; } = "";

    /// <summary>The log group; made where it is not there.</summary>
    public required string LogGroupName { get; init; }

    /// <summary>Days for which the log group keeps events.</summary>
    public int RetentionInDays { get; init; } = 365;

    /// <summary>A KMS key, by id, ARN or alias; null to make one.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>The instances that are to write logs; empty for all that Systems Manager knows.</summary>
    public IReadOnlyList<string> InstanceId { get; init; } = [];

    /// <summary>Make the endpoints and rules without which instances cannot write.</summary>
    public bool OpenNetwork { get; init; }

    /// <summary>Make changes that cut flows which they were not asked to cut.</summary>
    public bool Force { get; init; }

    /// <summary>Take the changes back unless they are confirmed in time.</summary>
    public TimeSpan? RevertAfter { get; init; }
}
