using System.Text.Json.Nodes;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>
/// Replaces what would tell whose load balancers, target groups and listeners those of a snapshot are. Rules may say anything: what is
/// not known to be a word of AWS's is replaced.
/// </summary>
internal sealed class BalancerPseudonyms(Pseudonyms names, PolicyPseudonyms policies)
{
    private static readonly HashSet<string> s_words = new(StringComparer.Ordinal)
    {
        "AlpnPolicy", "AvailabilityZone", "CanonicalHostedZoneId", "Code", "ContentType", "CreatedTime", "ErrorCode", "Field", "GrpcCode",
        "HealthCheckPort", "HealthCheckProtocol", "HttpCode", "IpAddressType", "Key", "Mode", "Operation", "Port", "Priority", "Protocol",
        "ProtocolVersion", "Reason", "Scheme", "SecurityGroups", "SslPolicy", "State", "StatusCode", "SubnetId", "TargetType", "Type", "VpcId",
        "ZoneName", "AllocationId",
    };

    /// <summary>A load balancer, a target group or a listener.</summary>
    public JsonObject Replace(JsonObject data) => (JsonObject)Node("", data, (string?)data["LoadBalancerName"] ?? "")!;

    private JsonNode? Node(string member, JsonNode? node, string balancer) => node switch
    {
        JsonArray attributes when member == "Attributes" => new JsonArray([.. attributes.Select(one => Attribute((JsonObject)one!))]),
        JsonObject json => new JsonObject(json.Select(pair => KeyValuePair.Create(pair.Key, Node(pair.Key, pair.Value, balancer)))),
        JsonArray array => new JsonArray([.. array.Select(element => Node(member, element, balancer))]),
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(Text(member, text, balancer)),
        _ => node?.DeepClone(),
    };

    private string Text(string member, string text, string balancer) =>
        text.Length == 0 || s_words.Contains(member) ? text
        : text.StartsWith("arn:", StringComparison.Ordinal) ? policies.Arn(text)
        : names.Address(text) ?? member switch
        {
            "DNSName" when balancer.Length > 0 => text.Replace(balancer, names.Name(balancer), StringComparison.OrdinalIgnoreCase),
            "HealthCheckPath" when text == "/" => text,
            "HealthCheckPath" => "/" + names.Name(text),
            "Id" when text.StartsWith("i-", StringComparison.Ordinal) => text,
            // AWS says why a target is not healthy in words of its own.
            "Description" => text,
            // The parts of the request, in redirects.
            _ when text.StartsWith("#{", StringComparison.Ordinal) || text is "/" or "/*" or "*" => text,
            _ => names.Name(text),
        };

    private JsonObject Attribute(JsonObject attribute)
    {
        var (key, value) = ((string?)attribute["Key"] ?? "", (string?)attribute["Value"] ?? "");
        return new JsonObject
        {
            ["Key"] = key,
            ["Value"] = value.Length == 0 ? value
                : key.EndsWith(".s3.bucket", StringComparison.Ordinal) ? names.Bucket(value)
                : key.EndsWith(".s3.prefix", StringComparison.Ordinal) ? policies.Key(value) : value,
        };
    }
}
