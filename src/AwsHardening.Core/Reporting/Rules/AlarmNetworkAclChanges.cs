namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Somebody is told of changes of network ACLs.</summary>
internal sealed class AlarmNetworkAclChanges() : AlarmRule("NetworkAclChanges");
