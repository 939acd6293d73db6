namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Stages of REST APIs log what becomes of requests.</summary>
internal sealed class RestStageExecutionLogs() : ResourceRule(FactTypes.RestStages)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "apigateway-rest-execution-logs",
        Title = "Stages of REST APIs log what becomes of requests.",
        Severity = FindingSeverity.Low,
        Service = "apigateway",
        Compliance = ["FSBP/APIGateway.1"],
        Rationale = "Without execution logs nobody can say why an authorizer refused, or what an integration answered.",
        Remediation = "Set the log level of all methods of the stage to ERROR or INFO.",
        ByHand = "where the logs go and what they cost is yours to say.",
    };

    // What is said of all methods counts for those of which nothing else is said.
    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var settings = resource["methodSettings"].Element is { } all ? all.EnumerateObject().Select(one => (Method: one.Name, Level: new AuditValue(one.Value)["loggingLevel"].Text ?? "OFF")).ToArray() : [];
        var silent = settings.Where(one => one.Level == "OFF").ToArray();
        var everyMethod = settings.Any(one => one is { Method: "*/*", Level: not "OFF" });
        return Verdict.When(
            everyMethod && silent.Length == 0, "it logs for every method", "it does not log for every method",
            [.. (everyMethod ? silent : silent.Where(one => one.Method != "*/*").Prepend(("*/*", "OFF"))).Select(one => ($"methodSettings {one.Item1}", (object?)one.Item2))]);
    }
}
