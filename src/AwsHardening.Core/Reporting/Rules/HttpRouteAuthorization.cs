namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Routes of HTTP and WebSocket APIs ask who calls.</summary>
internal sealed class HttpRouteAuthorization() : ResourceRule(FactTypes.HttpRoutes)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "apigatewayv2-authorization",
        Title = "Routes of HTTP and WebSocket APIs ask who calls.",
        Severity = FindingSeverity.Medium,
        Service = "apigateway",
        Compliance = ["FSBP/APIGateway.8"],
        Rationale = "A route without an authorization type is called by everybody who finds it.",
        Remediation = "Set AuthorizationType of the route to JWT, AWS_IAM or CUSTOM; suppress the finding where everybody is meant.",
        ByHand = "who is to call a route is known to you alone.",
    };

    // A browser asks for leave before it says who asks, and of a WebSocket only the route that connects can ask.
    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var (key, type) = (resource["RouteKey"].Text ?? "", resource["AuthorizationType"].Text ?? "NONE");
        return key.StartsWith("OPTIONS ", StringComparison.Ordinal) || (resource["ProtocolType"].Text == "WEBSOCKET" && key != "$connect") ? null
            : Verdict.When(type != "NONE", $"its authorization type is {type}", "it has no authorization type", ("AuthorizationType", type), ("RouteKey", key));
    }
}
