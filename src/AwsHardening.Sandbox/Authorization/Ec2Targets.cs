using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Authorization;

/// <summary>EC2's resources, by the ids that a change names; reads are of all there is.</summary>
internal static class Ec2Targets
{
    private static readonly Dictionary<string, string> s_types = new(StringComparer.Ordinal)
    {
        ["acl"] = "network-acl",
        ["eipalloc"] = "elastic-ip",
        ["eni"] = "network-interface",
        ["fl"] = "vpc-flow-log",
        ["i"] = "instance",
        ["igw"] = "internet-gateway",
        ["nat"] = "natgateway",
        ["pcx"] = "vpc-peering-connection",
        ["pl"] = "prefix-list",
        ["rtb"] = "route-table",
        ["sg"] = "security-group",
        ["sgr"] = "security-group-rule",
        ["subnet"] = "subnet",
        ["vgw"] = "vpn-gateway",
        ["vpc"] = "vpc",
        ["vpce"] = "vpc-endpoint",
    };

    public static IEnumerable<CallTarget> Of(AskedCall call)
    {
        string[] arns = OperationKind.IsMutating(call.Operation, [])
            ? [.. call.Input.SelectMany(member => Texts(member.Value)).Select(id => Arn(call, id)).OfType<string>().Distinct()] : [];
        return arns.Length == 0 ? [new CallTarget(call.Action, "*")] : arns.Select(arn => new CallTarget(call.Action, arn));
    }

    // What rules and filters name inside is not what the call changes.
    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonArray many => many.OfType<JsonValue>().Where(IsText).Select(text => (string)text!),
        JsonValue text when IsText(text) => [(string)text!],
        _ => [],
    };

    private static bool IsText(JsonValue value) => value.GetValueKind() == JsonValueKind.String;

    private static string? Arn(AskedCall call, string id) => id.IndexOf('-', StringComparison.Ordinal) is > 0 and var at
        && s_types.TryGetValue(id[..at], out var type) ? call.Arn("ec2", $"{type}/{id}") : null;
}
