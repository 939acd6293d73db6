using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Settings;

/// <summary>
/// Amazon OpenSearch Service: domains and who may reach them. Nothing is indexed. A domain's policy is about its indexes alone: who may
/// see and set the domain itself is said by policies of identities (Amazon OpenSearch Service Developer Guide: Identity and Access Management).
/// </summary>
internal sealed partial class SearchDomainService : SettingsService
{
    private readonly Regional<SortedDictionary<string, JsonObject>> _regions = new(_ => new(StringComparer.Ordinal));

    public SearchDomainService(SandboxAccount account)
        : base("opensearch", account)
    {
        Operations.Add("CreateDomain", Create);
        Operations.Add("DescribeDomain", call => Status(_regions[call.Region].GetValueOrDefault(call.Required("DomainName"))
            ?? throw new AwsErrorException("ResourceNotFoundException", $"Domain not found: {call.Text("DomainName")}", 409)));
        Operations.Add("ListDomainNames", call => Json.Of(("DomainNames", Json.List(_regions[call.Region].Keys.Select(name => Json.Of(("DomainName", name), ("EngineType", "OpenSearch")))))));
    }

    private static JsonObject Status(JsonObject domain) => Json.Of(("DomainStatus", domain.DeepClone()));

    private static JsonNode Said(ServiceCall call, string member, JsonObject unless) => call.Input[member]?.DeepClone() ?? unless;

    private JsonObject Create(ServiceCall call)
    {
        var name = call.Required("DomainName");
        if (!DomainName().IsMatch(name))
        {
            throw new AwsErrorException("ValidationException", "Domain name must start with a lowercase letter and must be between 3 and 28 characters. Valid characters are a-z (lowercase only), 0-9, and - (hyphen).");
        }

        var policy = call.Text("AccessPolicies");
        if (!string.IsNullOrEmpty(policy) && !ResourcePolicy.IsPolicy(policy))
        {
            throw new AwsErrorException("InvalidTypeException", $"Error setting policy: [{policy}]", 409);
        }

        var partition = AwsPartition.OfRegion(call.Region);
        var network = Network(call);
        var endpoint = $"{(network is null ? "search" : "vpc")}-{name}-{Account.Ids.NextHex("search-domain", 26)}.{call.Region}.es.{partition.DnsSuffix}";
        var domain = Json.Of(
            ("DomainId", $"{Account.AccountId}/{name}"), ("DomainName", name), ("ARN", $"arn:{partition.Name}:es:{call.Region}:{Account.AccountId}:domain/{name}"),
            ("Created", true), ("Deleted", false), ("Processing", false), ("EngineVersion", call.Text("EngineVersion") ?? "OpenSearch_3.1"),
            // A domain in a VPC tells its endpoint under another name, and one without a policy says so by an empty one.
            ("Endpoint", network is null ? endpoint : null), ("Endpoints", network is null ? null : Json.Of(("vpc", endpoint))), ("VPCOptions", network), ("AccessPolicies", policy ?? ""),
            ("EncryptionAtRestOptions", Said(call, "EncryptionAtRestOptions", Json.Of(("Enabled", false)))),
            ("NodeToNodeEncryptionOptions", Said(call, "NodeToNodeEncryptionOptions", Json.Of(("Enabled", false)))),
            ("DomainEndpointOptions", Said(call, "DomainEndpointOptions", Json.Of(("EnforceHTTPS", false), ("TLSSecurityPolicy", "Policy-Min-TLS-1-0-2019-07")))),
            ("AdvancedSecurityOptions", Json.Of(("Enabled", (bool?)call.Input["AdvancedSecurityOptions"]?["Enabled"] ?? false))));
        return _regions[call.Region].TryAdd(name, domain) ? Status(domain)
            : throw new AwsErrorException("ResourceAlreadyExistsException", $"Domain already exists: {name}", 409);
    }

    private JsonObject? Network(ServiceCall call) => (call.Input["VPCOptions"] as JsonObject)?.Texts("SubnetIds") is { Count: > 0 } subnets
        ? Json.Of(
            ("VPCId", (Account.Service<Ec2Service>().State.Region(call.Region).Subnets.Find(subnets[0])
                ?? throw new AwsErrorException("ValidationException", $"Invalid subnet ID: {subnets[0]}")).Vpc.Id),
            ("SubnetIds", Json.Texts(subnets)), ("SecurityGroupIds", call.Input["VPCOptions"]!["SecurityGroupIds"]?.DeepClone()))
        : null;

    [GeneratedRegex("^[a-z][a-z0-9-]{2,27}$")]
    private static partial Regex DomainName();
}
