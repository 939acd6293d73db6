namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Somebody is told of changes of route tables.</summary>
internal sealed class AlarmRouteTableChanges() : AlarmRule("RouteTableChanges");
