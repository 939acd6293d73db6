using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Iam;

/// <summary>The policy simulator, for policies of identities and their boundaries.</summary>
internal sealed class SimulationOperations(IamState state)
{
    public void Register(OperationSet set) => set.Add("SimulatePrincipalPolicy", Simulate);

    private JsonObject Simulate(ServiceCall call)
    {
        var source = call.Required("PolicySourceArn");
        var identity = state.Identities.FirstOrDefault(candidate => candidate.Arn == source)
            ?? throw (source.Contains(":role/", StringComparison.Ordinal) || source.Contains(":user/", StringComparison.Ordinal)
                ? IamErrors.NoSuchEntity($"Unable to find entity {source}")
                : new AwsErrorException("InvalidInput", "Invalid Entity Arn: " + source));
        var resources = call.Texts("ResourceArns") is { Count: > 0 } named ? named : ["*"];
        var context = call.Items("ContextEntries").ToDictionary(
            entry => entry.Text("ContextKeyName") ?? "", entry => entry.Texts("ContextKeyValues") is [var first, ..] ? first : "");
        return IamState.Page(call, "EvaluationResults", call.Texts("ActionNames").SelectMany(action => resources.Select(resource => Json.Of(
            ("EvalActionName", action), ("EvalResourceName", resource),
            ("EvalDecision", Decide(identity, action, resource, context)),
            ("MatchedStatements", new JsonArray()), ("MissingContextValues", new JsonArray())))));
    }

    private string Decide(Identity identity, string action, string resource, Dictionary<string, string> context)
    {
        var decision = PolicyJudge.Decide(identity.Documents, action, resource, context);
        return decision == PolicyJudge.Allowed && identity.BoundaryArn is { } boundary
            ? PolicyJudge.Decide([state.Policy(boundary).Default.Document], action, resource, context)
            : decision;
    }
}
