using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Authorization;

/// <summary>What a call asks leave for (Service Authorization Reference: the services' actions and their resource types).</summary>
internal static class CallTargets
{
    private static readonly string[] s_roleMembers =
        ["RoleARN", "roleARN", "RoleArn", "CloudWatchLogsRoleArn", "DeliverLogsPermissionArn", "ServiceRoleArn", "IamRoleArn"];

    public static IEnumerable<CallTarget> Of(AskedCall call) => (call.Service switch
    {
        "s3" => S3Targets.Of(call),
        "kms" => KmsTargets.Of(call),
        "iam" => IamTargets.Of(call),
        "ec2" => Ec2Targets.Of(call),
        "sns" => SnsTargets.Of(call),
        "apigateway" or "apigatewayv2" => ApiTargets.Of(call),
        _ => NamedTargets.Of(call),
    }).Concat(PassedRoles(call));

    // IAM User Guide: Grant a user permissions to pass a role to an AWS service.
    private static IEnumerable<CallTarget> PassedRoles(AskedCall call)
    {
        if (call.Service == "sts" || !OperationKind.IsMutating(call.Operation, []))
        {
            return [];
        }

        var roles = s_roleMembers.Select(member => Find(call.Input, member)).OfType<string>();
        if (call is { Service: "iam", Operation: "AddRoleToInstanceProfile" })
        {
            roles = [IamTargets.RoleArn(call, call.Input.Text("RoleName") ?? "")];
        }
        else if (call.Service == "ec2" && call.Input["IamInstanceProfile"] is JsonObject profile)
        {
            var name = profile.Text("Name") ?? profile.Text("Arn")?.Split('/')[^1] ?? "";
            roles = call.Account.Service<IamService>().State.Profiles.GetValueOrDefault(name)?.Role is { } role ? [role.Arn] : [];
        }

        return roles.Select(role => new CallTarget("iam:PassRole", role));
    }

    private static string? Find(JsonObject input, string member) => input[member] is JsonValue value && value.TryGetValue(out string? text) ? text
        : input.Select(pair => pair.Value).OfType<JsonObject>().Select(inner => inner[member] is JsonValue ? inner.Text(member) : null)
            .FirstOrDefault(found => found is not null);
}
