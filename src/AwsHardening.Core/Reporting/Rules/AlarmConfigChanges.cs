namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Somebody is told of changes of AWS Config.</summary>
internal sealed class AlarmConfigChanges() : AlarmRule("ConfigChanges");
