namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Somebody is told of changes of trails.</summary>
internal sealed class AlarmCloudTrailChanges() : AlarmRule("CloudTrailChanges");
