using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Identity.Permissions;

/// <summary>
/// The actions of a call and the resources that it names (Service Authorization Reference: the services' actions and resource types).
/// What is not named beforehand, as it is yet to be made, is any.
/// </summary>
internal static class PlanCallNeeds
{
    private static readonly string[] s_any = ["*"];

    private static readonly string[] s_roles =
        ["RoleARN", "roleARN", "RoleArn", "CloudWatchLogsRoleArn", "DeliverLogsPermissionArn", "ServiceRoleArn", "IamRoleArn"];

    public static IEnumerable<(string Action, IReadOnlyList<string> Resources)> Of(ApiCall call, ResourceChange change, string partition)
    {
        string Arn(string service, string resource) => $"arn:{partition}:{service}:{change.Region}:{change.AccountId}:{resource}";
        yield return (call.IamAction, Resources(call, Arn, $"arn:{partition}:iam::{change.AccountId}:", $"arn:{partition}:s3:::"));
        var kind = ResourceKinds.Of(change.ResourceType);
        var asked = kind.RequiredActions.Where(action => !PermissionOperation.IsRead(action)).ToArray();
        // What AWS asks for beside the call itself.
        if (asked.Contains("ec2:CreateTags") && call.Service == "ec2" && Has(call.Parameters, "TagSpecifications"))
        {
            yield return ("ec2:CreateTags", s_any);
        }

        if (asked.Contains("s3:PutBucketTagging") && call.Operation == "CreateBucket" && Has(call.Parameters, "Tags"))
        {
            yield return ("s3:PutBucketTagging", s_any);
        }

        if (Roles(call.Parameters).ToArray() is { Length: > 0 } roles)
        {
            yield return ("iam:PassRole", roles);
        }

        foreach (var beside in asked.Where(action => IsBeside(action, call)))
        {
            yield return (beside, s_any);
        }
    }

    // Detectors and analyzers make the role of their service, flow logs a delivery of their own.
    private static bool IsBeside(string action, ApiCall call) => action switch
    {
        "iam:CreateServiceLinkedRole" => call.Operation is "CreateDetector" or "CreateAnalyzer",
        "logs:CreateLogDelivery" or "logs:DeleteLogDelivery" => call.Operation.EndsWith("FlowLogs", StringComparison.Ordinal),
        _ => false,
    };

    private static IReadOnlyList<string> Resources(ApiCall call, Func<string, string, string> arn, string iam, string s3)
    {
        var input = call.Parameters;
        return call.Service switch
        {
            "s3" when Text(input, "Bucket") is { } bucket => call.Operation.Contains("Object", StringComparison.Ordinal)
                ? [$"{s3}{bucket}/{Text(input, "Key") ?? "*"}"] : [s3 + bucket],
            "ec2" when call.Operation.Contains("SecurityGroup", StringComparison.Ordinal) && Text(input, "GroupId") is { } group =>
                // A rule is a resource of its own, and is asked for beside its group.
                [arn("ec2", $"security-group/{group}"), arn("ec2", "security-group-rule/*")],
            "ec2" when call.Operation.Contains("NetworkAclEntry", StringComparison.Ordinal) && Text(input, "NetworkAclId") is { } acl =>
                [arn("ec2", $"network-acl/{acl}")],
            "ec2" when call.Operation == "DeleteNetworkAcl" && Text(input, "NetworkAclId") is { } acl => [arn("ec2", $"network-acl/{acl}")],
            "ec2" when call.Operation == "ModifyVpcAttribute" && Text(input, "VpcId") is { } vpc => [arn("ec2", $"vpc/{vpc}")],
            // Whichever path it has.
            "iam" when Text(input, "RoleName") is { } role => [$"{iam}role/{role}", $"{iam}role/*/{role}"],
            "iam" when Text(input, "UserName") is { } user => [$"{iam}user/{user}", $"{iam}user/*/{user}"],
            "iam" when Text(input, "GroupName") is { } group => [$"{iam}group/{group}", $"{iam}group/*/{group}"],
            "iam" when Text(input, "PolicyArn") is { } policy => [policy],
            "dynamodb" when Text(input, "TableName") is { } table => [table.StartsWith("arn:", StringComparison.Ordinal) ? table : arn("dynamodb", $"table/{table}")],
            "kms" when Text(input, "KeyId") is { } key && key.StartsWith("arn:", StringComparison.Ordinal) && key.Contains(":key/", StringComparison.Ordinal)
                && !call.Operation.EndsWith("Alias", StringComparison.Ordinal) => [key],
            "logs" when Text(input, "logGroupName") is { } group => [arn("logs", $"log-group:{group}"), arn("logs", $"log-group:{group}:*")],
            "cloudwatch" when Text(input, "AlarmName") is { } alarm => [arn("cloudwatch", $"alarm:{alarm}")],
            "events" when (Text(input, "Rule") ?? (call.Operation.EndsWith("Rule", StringComparison.Ordinal) ? Text(input, "Name") : null)) is { } rule =>
                [arn("events", $"rule/{rule}")],
            "sns" when Text(input, "TopicArn") is { } topic => [topic],
            "sns" when Text(input, "Name") is { } topic => [arn("sns", topic)],
            "cloudtrail" when (Text(input, "Name") ?? Text(input, "TrailName")) is { } trail =>
                [trail.StartsWith("arn:", StringComparison.Ordinal) ? trail : arn("cloudtrail", $"trail/{trail}")],
            "guardduty" when Text(input, "DetectorId") is { } detector => [arn("guardduty", $"detector/{detector}"), arn("guardduty", $"detector/{detector}/*")],
            _ => s_any,
        };
    }

    // An id that may have changed is an object that refers to it, and no text.
    private static string? Text(JsonObject input, string member) =>
        input[member] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? (string)value! : null;

    private static bool Has(JsonObject input, string member) =>
        input.ContainsKey(member) || input.Select(pair => pair.Value).OfType<JsonObject>().Any(inner => Has(inner, member));

    private static IEnumerable<string> Roles(JsonObject input) => input.SelectMany(pair => pair.Value switch
    {
        JsonValue value when s_roles.Contains(pair.Key) && value.GetValueKind() == JsonValueKind.String => [(string)value!],
        JsonObject inner when s_roles.Contains(pair.Key) && inner.ContainsKey("$id") => s_any,
        JsonObject inner => Roles(inner),
        _ => [],
    });
}
