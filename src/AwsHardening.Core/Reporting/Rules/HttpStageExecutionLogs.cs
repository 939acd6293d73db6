namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Stages of WebSocket APIs log what becomes of requests.</summary>
internal sealed class HttpStageExecutionLogs() : ResourceRule(FactTypes.HttpStages)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "apigatewayv2-execution-logs",
        Title = "Stages of WebSocket APIs log what becomes of requests.",
        Severity = FindingSeverity.Low,
        Service = "apigateway",
        Compliance = ["FSBP/APIGateway.1"],
        Rationale = "Without execution logs nobody can say why an authorizer refused, or what an integration answered.",
        Remediation = "Set LoggingLevel of the default route settings of the stage to ERROR or INFO.",
        ByHand = "where the logs go and what they cost is yours to say.",
    };

    // HTTP APIs have no execution logs.
    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        if (resource["ProtocolType"].Text != "WEBSOCKET")
        {
            return null;
        }

        var routes = resource["RouteSettings"].Element is { } all ? all.EnumerateObject().Select(one => (Path: $"RouteSettings {one.Name}", Level: new AuditValue(one.Value)["LoggingLevel"].Text)).ToArray() : [];
        var silent = routes.Where(one => one.Level is not null).Prepend((Path: "DefaultRouteSettings", Level: resource["DefaultRouteSettings.LoggingLevel"].Text))
            .Where(one => one.Level is null or "OFF").ToArray();
        return Verdict.When(silent.Length == 0, "it logs for every route", "it does not log for every route", [.. silent.Select(one => ($"{one.Path}.LoggingLevel", (object?)(one.Level ?? "none")))]);
    }
}
