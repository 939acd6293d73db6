namespace AwsHardening;

/// <summary>A part of the audit baseline.</summary>
public enum AuditBaselineService
{
    /// <summary>A trail of all management events of all Regions.</summary>
    CloudTrail,

    /// <summary>A configuration recorder and its delivery channel, in each Region.</summary>
    Config,

    /// <summary>A threat detector, in each Region.</summary>
    GuardDuty,

    /// <summary>Flow logs of every VPC, to the bucket.</summary>
    FlowLogs,

    /// <summary>An analyzer of external access, in each Region.</summary>
    AccessAnalyzer,

    /// <summary>The account's block of public access to buckets.</summary>
    BucketPublicAccessBlock,

    /// <summary>Encryption of new EBS volumes by default, in each Region.</summary>
    EbsEncryption,
}
