namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Stages of REST APIs write access logs.</summary>
internal sealed class RestStageAccessLogs() : ResourceRule(FactTypes.RestStages)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "apigateway-rest-access-logs",
        Title = "Stages of REST APIs write access logs.",
        Severity = FindingSeverity.Medium,
        Service = "apigateway",
        Compliance = RuleInfo.Cis(null, null, null, "4.10"),
        Rationale = "Without access logs nobody can say who asked an API for what.",
        Remediation = "Set accessLogSettings of the stage: the ARN of a log group or a stream, and a format.",
        ByHand = "where the logs go and what they cost is yours to say.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["accessLogSettings.destinationArn"].Exists, "it does", "it writes none", ("accessLogSettings.destinationArn", resource["accessLogSettings.destinationArn"].Text ?? "none"));
}
