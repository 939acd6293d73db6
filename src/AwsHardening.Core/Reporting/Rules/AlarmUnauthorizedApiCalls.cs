namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Somebody is told of calls that nobody allowed.</summary>
internal sealed class AlarmUnauthorizedApiCalls() : AlarmRule("UnauthorizedApiCalls");
