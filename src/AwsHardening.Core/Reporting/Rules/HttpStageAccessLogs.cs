namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Stages of HTTP and WebSocket APIs write access logs.</summary>
internal sealed class HttpStageAccessLogs() : ResourceRule(FactTypes.HttpStages)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "apigatewayv2-access-logs",
        Title = "Stages of HTTP and WebSocket APIs write access logs.",
        Severity = FindingSeverity.Medium,
        Service = "apigateway",
        Compliance = RuleInfo.Cis(null, null, null, "4.10", "FSBP/APIGateway.9"),
        Rationale = "Without access logs nobody can say who asked an API for what.",
        Remediation = "Set AccessLogSettings of the stage: the ARN of a log group and a format.",
        ByHand = "where the logs go and what they cost is yours to say.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["AccessLogSettings.DestinationArn"].Exists, "it does", "it writes none", ("AccessLogSettings.DestinationArn", resource["AccessLogSettings.DestinationArn"].Text ?? "none"));
}
