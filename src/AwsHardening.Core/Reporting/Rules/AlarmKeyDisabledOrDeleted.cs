namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Somebody is told of keys that are disabled or deleted.</summary>
internal sealed class AlarmKeyDisabledOrDeleted() : AlarmRule("KeyDisabledOrDeleted");
