using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Iam;

/// <summary>The policy simulator, for policies of identities and their boundaries.</summary>
internal sealed class SimulationOperations(IamState state)
{
    public void Register(OperationSet set)
    {
        set.Add("SimulatePrincipalPolicy", SimulatePrincipal);
        set.Add("SimulateCustomPolicy", call => Simulate(
            call, call.Texts("PolicyInputList"), call.Texts("PermissionsBoundaryPolicyInputList") is { Count: > 0 } boundary ? boundary : null));
    }

    private JsonObject SimulatePrincipal(ServiceCall call)
    {
        var source = call.Required("PolicySourceArn");
        var identity = state.Identities.FirstOrDefault(candidate => candidate.Arn == source)
            ?? throw (source.Contains(":role/", StringComparison.Ordinal) || source.Contains(":user/", StringComparison.Ordinal)
                || source.Contains(":group/", StringComparison.Ordinal)
                ? IamErrors.NoSuchEntity($"Unable to find entity {source}")
                : new AwsErrorException("InvalidInput", "Invalid Entity Arn: " + source));
        return Simulate(
            call, [.. identity.Documents, .. call.Texts("PolicyInputList")],
            identity.BoundaryArn is { } boundary ? [state.Policy(boundary).Default.Document] : null);
    }

    private static JsonObject Simulate(ServiceCall call, IReadOnlyList<string> documents, IReadOnlyList<string>? boundary)
    {
        var resources = call.Texts("ResourceArns") is { Count: > 0 } named ? named : ["*"];
        var keys = new ConditionKeys();
        foreach (var entry in call.Items("ContextEntries"))
        {
            keys[entry.Text("ContextKeyName") ?? ""] = entry.Texts("ContextKeyValues");
        }

        return IamState.Page(call, "EvaluationResults", call.Texts("ActionNames").SelectMany(action => resources.Select(resource => Json.Of(
            ("EvalActionName", action), ("EvalResourceName", resource),
            ("EvalDecision", Decide(documents, boundary, new PolicyRequest(action, resource, keys))),
            ("MatchedStatements", new JsonArray()), ("MissingContextValues", new JsonArray())))));
    }

    private static string Decide(IReadOnlyList<string> documents, IReadOnlyList<string>? boundary, PolicyRequest request)
    {
        var decision = PolicyJudge.Weigh(documents, request, caller: null).Decision;
        return decision == PolicyJudge.Allowed && boundary is not null
            ? PolicyJudge.Weigh(boundary, request, caller: null).Decision : decision;
    }
}
