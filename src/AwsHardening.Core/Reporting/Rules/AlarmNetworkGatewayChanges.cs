namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Somebody is told of changes of gateways.</summary>
internal sealed class AlarmNetworkGatewayChanges() : AlarmRule("NetworkGatewayChanges");
