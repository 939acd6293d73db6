using System.Text.Json.Nodes;
using static AwsHardening.Core.Reporting.FactServices;

namespace AwsHardening.Core.Reporting;

/// <content>What has a policy of its own that may let others in.</content>
internal static partial class FactTypes
{
    /// <summary>Queues by their name, which their URL ends with: AWS answers nothing but URLs, and of no size a page without a next one.</summary>
    public static readonly FactType Queues = Sqs.List("Queues", "ListQueues", "QueueUrls", "Queue", "QueueName", "arn:{partition}:sqs:{region}:{account}:{id}") with
    {
        Size = ("MaxResults", 1000),
        Unfold = page => (page["QueueUrls"] as JsonArray ?? []).Select(url => (JsonNode)new JsonObject { ["QueueName"] = ((string)url!).Split('/')[^1], ["QueueUrl"] = url.DeepClone() }),
        Parts = [new("Attributes", "GetQueueAttributes", queue => new() { ["QueueUrl"] = queue["QueueUrl"]!.DeepClone(), ["AttributeNames"] = new JsonArray("All") }) { Member = "Attributes" }],
    };

    public static readonly FactType Functions = Lambda.List("Functions", "ListFunctions", "Functions", "Function", "FunctionName", "FunctionArn") with
    {
        Parts =
        [
            FactPart.Of("Policy", "GetPolicy", "FunctionName") with { Member = "Policy", NotSet = ["ResourceNotFoundException"] },
            FactPart.Of("Urls", "ListFunctionUrlConfigs", "FunctionName"),
        ],
    };

    /// <summary>The aliases of all functions: each may have a policy of its own.</summary>
    public static readonly FactType FunctionAliases = Lambda.List("FunctionAliases", "ListAliases", "Aliases", "Alias", "AliasArn", "AliasArn") with
    {
        Read = AliasReading.ReadAsync,
        ReadActions = ["lambda:ListAliases", "lambda:ListFunctions"],
        Parts =
        [
            new("Policy", "GetPolicy", alias => new() { ["FunctionName"] = alias["FunctionName"]!.DeepClone(), ["Qualifier"] = alias["Name"]!.DeepClone() })
            {
                Member = "Policy", NotSet = ["ResourceNotFoundException"],
            },
        ],
    };

    /// <summary>What Secrets Manager tells of secrets; what they hold is never asked for.</summary>
    public static readonly FactType Secrets = SecretsManager.List("Secrets", "ListSecrets", "SecretList", "Secret", "Name", "ARN") with
    {
        Size = ("MaxResults", 100),
        // Without a policy the answer has no member for it.
        Parts = [FactPart.Of("Policy", "GetResourcePolicy", "ARN", "SecretId")],
    };

    public static readonly FactType Repositories = Ecr.List("Repositories", "DescribeRepositories", "repositories", "Repository", "repositoryName", "repositoryArn") with
    {
        Size = ("maxResults", 1000),
        Parts =
        [
            FactPart.Of("Policy", "GetRepositoryPolicy", "repositoryName") with { Member = "policyText", NotSet = ["RepositoryPolicyNotFoundException"] },
            // A repository's own setting is not the last word: the rules of its registry go before it.
            new("Scanning", "BatchGetRepositoryScanningConfiguration", one => new() { ["repositoryNames"] = new JsonArray(one["repositoryName"]!.DeepClone()) })
            {
                Member = "scanningConfigurations",
            },
        ],
    };

    /// <summary>Who may copy into the registry, and make repositories in it; there is none until somebody sets one.</summary>
    public static readonly FactType RegistryPolicy = Ecr.Setting("RegistryPolicy", "GetRegistryPolicy", notSet: "RegistryPolicyNotFoundException");

    /// <summary>Which repositories the registry has scanned; without rules, those that ask for it themselves.</summary>
    public static readonly FactType RegistryScanning = Ecr.Setting("RegistryScanning", "GetRegistryScanningConfiguration", "scanningConfiguration");

    public static readonly FactType EventBuses = Events.List("EventBuses", "ListEventBuses", "EventBuses", "EventBus", "Name", "Arn") with { Size = ("Limit", 100) };
}
