using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Settings;

/// <summary>A function of Lambda.</summary>
internal sealed class Function(string name, JsonObject shape)
{
    /// <summary>What a version is called that was not published.</summary>
    public const string Latest = "$LATEST";

    public string Name => name;

    public JsonObject Shape => shape;

    public string Arn => shape.Text("FunctionArn")!;

    /// <summary>Names for versions of it, by name.</summary>
    public SortedDictionary<string, JsonObject> Aliases { get; } = new(StringComparer.Ordinal);

    /// <summary>Who may call it, or one of its aliases by that name; another revision after each change.</summary>
    public Dictionary<string, (string Policy, string Revision)> Policies { get; } = new(StringComparer.Ordinal);

    public JsonObject? Url { get; set; }

    /// <summary>What a qualifier stands for: an alias, or the function itself; null where there is no such alias.</summary>
    public string? Named(string? qualifier) => qualifier is null or Latest ? "" : Aliases.ContainsKey(qualifier) ? qualifier : null;

    /// <summary>Adds a statement, in the form that Lambda gives it (AWS Lambda Developer Guide: Working with resource-based IAM policies).</summary>
    /// <exception cref="AwsErrorException">There is one of that id.</exception>
    public JsonObject Permit(ServiceCall call, string qualifier, string revision)
    {
        var (sid, principal, policy) = (call.Required("StatementId"), call.Required("Principal"), Policies.GetValueOrDefault(qualifier).Policy);
        if (ResourcePolicy.Has(policy, sid))
        {
            throw FunctionService.Conflict($"The statement id ({sid}) provided already exists. Please provide a new statement id, or remove the existing statement.");
        }

        var statement = Json.Of(
            ("Sid", sid), ("Effect", "Allow"),
            ("Principal", principal == "*" ? "*" : principal.Contains(".amazon", StringComparison.Ordinal) ? Json.Of(("Service", principal)) : Json.Of(("AWS", Account(principal)))),
            ("Action", call.Required("Action")), ("Resource", qualifier.Length == 0 ? Arn : $"{Arn}:{qualifier}"));
        ResourcePolicy.Hold(statement, "ArnLike", "AWS:SourceArn", call.Text("SourceArn"));
        ResourcePolicy.Hold(statement, "StringEquals", "AWS:SourceAccount", call.Text("SourceAccount"));
        ResourcePolicy.Hold(statement, "StringEquals", "aws:PrincipalOrgID", call.Text("PrincipalOrgID"));
        ResourcePolicy.Hold(statement, "StringEquals", "lambda:FunctionUrlAuthType", call.Text("FunctionUrlAuthType"));
        ResourcePolicy.Hold(statement, "Bool", "lambda:InvokedViaFunctionUrl", call.Flag("InvokedViaFunctionUrl") is true ? "true" : null);
        var text = statement.ToJsonString();
        Policies[qualifier] = (ResourcePolicy.With(policy, "default", statement), revision);
        return Json.Of(("Statement", text));
    }

    /// <exception cref="AwsErrorException">There is none of that id.</exception>
    public void Forbid(string qualifier, string sid, string revision)
    {
        var policy = Policies.GetValueOrDefault(qualifier).Policy;
        if (!ResourcePolicy.Has(policy, sid))
        {
            throw FunctionService.NotFound($"Statement {sid} is not found in resource policy.");
        }

        if (ResourcePolicy.Without(policy!, sid) is { } rest)
        {
            Policies[qualifier] = (rest, revision);
        }
        else
        {
            Policies.Remove(qualifier);
        }
    }

    private string Account(string principal) => principal.All(char.IsAsciiDigit) ? $"arn:{Arn.Split(':')[1]}:iam::{principal}:root" : principal;
}
