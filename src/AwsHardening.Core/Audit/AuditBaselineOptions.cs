namespace AwsHardening.Core.Audit;

/// <summary>What an audit baseline is to be.</summary>
public sealed record AuditBaselineOptions
{
    /// <summary>The Regions; empty for all that are enabled.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>The parts.</summary>
    public IReadOnlyCollection<AuditBaselineService> Include { get; init; } =
        [AuditBaselineService.CloudTrail, AuditBaselineService.Config, AuditBaselineService.GuardDuty];

    /// <summary>The Region of the trail, of the bucket and of the recorder of global types; null for the session's.</summary>
    public string? HomeRegion { get; init; }

    /// <summary>The trail's name; null for the default.</summary>
    public string? TrailName { get; init; }

    /// <summary>The bucket's name; null for one made of the account's id.</summary>
    public string? BucketName { get; init; }

    /// <summary>What keys in the bucket begin with; null for nothing.</summary>
    public string? KeyPrefix { get; init; }

    /// <summary>The KMS key of log files; null for the keys that S3 manages.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>A CloudWatch Logs group that the trail delivers to as well; null for none.</summary>
    public string? LogGroupArn { get; init; }

    /// <summary>The role that CloudTrail writes to the group with.</summary>
    public string? LogRoleArn { get; init; }

    /// <summary>Types of resources whose data events the trail logs too, such as <c>AWS::S3::Object</c>.</summary>
    public IReadOnlyList<string> DataEvents { get; init; } = [];

    /// <summary>GuardDuty's protection plans that are to be on, such as <c>S3_DATA_EVENTS</c>; empty for AWS's defaults.</summary>
    public IReadOnlyList<string> ProtectionPlans { get; init; } = [];

    /// <summary>Days after which versions of objects that are no longer current are deleted; null to keep them.</summary>
    public int? NoncurrentVersionExpirationInDays { get; init; }

    /// <summary>Make a trail of the said name even where another is there already, which costs money.</summary>
    public bool AllowSecondTrail { get; init; }

    /// <summary>How many Regions are read, and set up, at the same time.</summary>
    public int ThrottleLimit { get; init; } = 8;

    /// <summary>Wait until the trail has delivered for the first time.</summary>
    public bool Wait { get; init; }

    /// <summary>Take the changes back after this time unless they are confirmed; null to let them stand.</summary>
    public TimeSpan? RevertAfter { get; init; }

    /// <summary>Block public access without being asked again, whatever is public now.</summary>
    public bool Force { get; init; }

    /// <summary>True where a part is asked for.</summary>
    internal bool Has(AuditBaselineService service) => Include.Contains(service);
}
