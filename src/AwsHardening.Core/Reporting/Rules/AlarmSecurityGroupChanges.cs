namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Somebody is told of changes of security groups.</summary>
internal sealed class AlarmSecurityGroupChanges() : AlarmRule("SecurityGroupChanges");
