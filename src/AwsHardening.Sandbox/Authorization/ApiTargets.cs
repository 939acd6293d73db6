using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Wire;

namespace AwsHardening.Sandbox.Authorization;

/// <summary>
/// What a call of API Gateway asks leave for: its path as a resource without an account (Service Authorization Reference: Actions,
/// resources, and condition keys for Amazon API Gateway Management).
/// </summary>
internal static class ApiTargets
{
    private const string PolicyAction = "apigateway:UpdateRestApiPolicy";

    public static IEnumerable<CallTarget> Of(AskedCall call)
    {
        var asked = ServiceModel.Embedded(call.Service)!.Operations[call.Operation];
        var path = asked.RequestUri.StartsWith("/v2/", StringComparison.Ordinal) ? asked.RequestUri["/v2".Length..] : asked.RequestUri;
        foreach (var label in asked.Input?.Shape.Members.Where(member => member.Location == MemberLocation.Uri) ?? [])
        {
            path = path.Replace($"{{{label.WireName}}}", call.Input.Text(label.Name), StringComparison.Ordinal);
        }

        var resource = $"arn:{call.Account.Partition.Name}:apigateway:{call.Region}::{path}";
        yield return new CallTarget(call.Action, resource);
        // Who may change an API may not yet say who may call it.
        if (call.Operation.EndsWith("RestApi", StringComparison.Ordinal) && (call.Input["policy"] is not null || call.Input.Items("patchOperations").Any(patch => patch.Text("path") == "/policy")))
        {
            yield return new CallTarget(PolicyAction, resource);
        }
    }
}
