namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Somebody is told of changes of bucket policies.</summary>
internal sealed class AlarmBucketPolicyChanges() : AlarmRule("BucketPolicyChanges");
