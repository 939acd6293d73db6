using System.Reflection;
using System.Text.Json.Nodes;

namespace AwsHardening.FidelityTests.Yardstick;

/// <summary>A service with both a generated and an official client.</summary>
public sealed class ServicePair
{
    private static readonly Assembly s_generated = Assembly.Load("AwsHardening.FidelityClients");
    private static readonly Lazy<ServicePair[]> s_all = new(() =>
    [
        new("kms", "AWSSDK.KeyManagementService", "Amazon.KeyManagementService", "KeyManagementService"),
        new("sts", "AWSSDK.SecurityToken", "Amazon.SecurityToken", "SecurityTokenService"),
        new("sso", "AWSSDK.SSO", "Amazon.SSO", "SSO"),
        new("sso-oidc", "AWSSDK.SSOOIDC", "Amazon.SSOOIDC", "SSOOIDC"),
        new("dynamodb", "AWSSDK.DynamoDBv2", "Amazon.DynamoDBv2", "DynamoDB"),
    ]);

    private ServicePair(string name, string package, string clientNamespace, string client)
    {
        Name = name;
        var official = Assembly.Load(package);
        Official = new ClientSide(official, clientNamespace, client);
        Generated = new ClientSide(s_generated, clientNamespace, client);
        Model = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "models", name + ".json")))!.AsObject();
    }

    public static IEnumerable<string> Names => s_all.Value.Select(pair => pair.Name);

    public string Name { get; }

    public ClientSide Official { get; }

    public ClientSide Generated { get; }

    public JsonObject Model { get; }

    public IEnumerable<string> Operations => Model["operations"]!.AsObject().Select(o => o.Key);

    public static ServicePair Of(string name) => s_all.Value.Single(pair => pair.Name == name);
}
