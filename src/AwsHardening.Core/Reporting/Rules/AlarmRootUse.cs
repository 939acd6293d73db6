namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Somebody is told of what the root user does.</summary>
internal sealed class AlarmRootUse() : AlarmRule("RootUse");
