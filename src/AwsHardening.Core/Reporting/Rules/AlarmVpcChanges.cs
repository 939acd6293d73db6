namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Somebody is told of changes of VPCs.</summary>
internal sealed class AlarmVpcChanges() : AlarmRule("VpcChanges");
