using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Settings;

/// <summary>A function of Lambda.</summary>
internal sealed class Function(string name, JsonObject shape)
{
    public string Name => name;

    public JsonObject Shape => shape;

    public string Arn => shape.Text("FunctionArn")!;

    public string? Policy { get; private set; }

    /// <summary>Another one after each change of the policy.</summary>
    public string Revision { get; private set; } = "";

    public JsonObject? Url { get; set; }

    /// <summary>Adds a statement, in the form that Lambda gives it (AWS Lambda Developer Guide: Working with resource-based IAM policies).</summary>
    /// <exception cref="AwsErrorException">There is one of that id.</exception>
    public JsonObject Permit(ServiceCall call, string revision)
    {
        var (sid, principal) = (call.Required("StatementId"), call.Required("Principal"));
        if (ResourcePolicy.Has(Policy, sid))
        {
            throw FunctionService.Conflict($"The statement id ({sid}) provided already exists. Please provide a new statement id, or remove the existing statement.");
        }

        var statement = Json.Of(
            ("Sid", sid), ("Effect", "Allow"),
            ("Principal", principal == "*" ? "*" : principal.Contains(".amazon", StringComparison.Ordinal) ? Json.Of(("Service", principal)) : Json.Of(("AWS", Account(principal)))),
            ("Action", call.Required("Action")), ("Resource", Arn));
        ResourcePolicy.Hold(statement, "ArnLike", "AWS:SourceArn", call.Text("SourceArn"));
        ResourcePolicy.Hold(statement, "StringEquals", "AWS:SourceAccount", call.Text("SourceAccount"));
        ResourcePolicy.Hold(statement, "StringEquals", "aws:PrincipalOrgID", call.Text("PrincipalOrgID"));
        ResourcePolicy.Hold(statement, "StringEquals", "lambda:FunctionUrlAuthType", call.Text("FunctionUrlAuthType"));
        ResourcePolicy.Hold(statement, "Bool", "lambda:InvokedViaFunctionUrl", call.Flag("InvokedViaFunctionUrl") is true ? "true" : null);
        var text = statement.ToJsonString();
        (Policy, Revision) = (ResourcePolicy.With(Policy, "default", statement), revision);
        return Json.Of(("Statement", text));
    }

    /// <exception cref="AwsErrorException">There is none of that id.</exception>
    public void Forbid(string sid, string revision) => (Policy, Revision) = ResourcePolicy.Has(Policy, sid) ? (ResourcePolicy.Without(Policy!, sid), revision)
        : throw FunctionService.NotFound($"Statement {sid} is not found in resource policy.");

    private string Account(string principal) => principal.All(char.IsAsciiDigit) ? $"arn:{Arn.Split(':')[1]}:iam::{principal}:root" : principal;
}
