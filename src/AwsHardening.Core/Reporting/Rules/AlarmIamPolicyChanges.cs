namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Somebody is told of changes of IAM policies.</summary>
internal sealed class AlarmIamPolicyChanges() : AlarmRule("IamPolicyChanges");
