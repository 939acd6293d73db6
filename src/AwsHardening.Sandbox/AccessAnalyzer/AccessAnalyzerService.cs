using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Iam;

namespace AwsHardening.Sandbox.AccessAnalyzer;

/// <summary>IAM Access Analyzer of the embedded account: one analyzer of external access a Region. It finds nothing.</summary>
/// <param name="account">The account.</param>
public sealed class AccessAnalyzerService(SandboxAccount account) : IServiceHandler
{
    private readonly Dictionary<string, JsonObject> _analyzers = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Service => "accessanalyzer";

    /// <inheritdoc/>
    public JsonObject Handle(string operation, JsonObject input, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var read = new ServiceInput(input);
        return operation switch
        {
            "CreateAnalyzer" => Create(read, context.Region),
            "GetAnalyzer" => new JsonObject { ["analyzer"] = Own(read, context.Region).DeepClone() },
            "ListAnalyzers" => new JsonObject
            {
                ["analyzers"] = _analyzers.TryGetValue(context.Region, out var one) && (read.Text("type") ?? "ACCOUNT") == "ACCOUNT" ? new JsonArray(one.DeepClone()) : [],
            },
            "DeleteAnalyzer" => Delete(read, context.Region),
            _ => throw new AwsErrorException("UnknownOperationException", $"The sandbox does not serve accessanalyzer:{operation}."),
        };
    }

    private JsonObject Create(ServiceInput input, string region)
    {
        if (_analyzers.ContainsKey(region))
        {
            throw new AwsErrorException(
                "ServiceQuotaExceededException", "You already have the maximum of 1 analyzer of this type in the Region.", 402);
        }

        var name = input.Text("analyzerName")!;
        ServiceLinkedRoleOperations.Ensure(account.Service<IamService>().State, "access-analyzer.amazonaws.com");
        var arn = $"arn:{AwsPartition.OfRegion(region).Name}:access-analyzer:{region}:{account.AccountId}:analyzer/{name}";
        _analyzers[region] = new JsonObject
        {
            ["arn"] = arn,
            ["name"] = name,
            ["type"] = input.Text("type"),
            ["createdAt"] = ServiceInput.Answer(account.Clock.GetUtcNow()),
            ["status"] = "ACTIVE",
        };
        return new JsonObject { ["arn"] = arn };
    }

    private JsonObject Delete(ServiceInput input, string region)
    {
        Own(input, region);
        _analyzers.Remove(region);
        return [];
    }

    private JsonObject Own(ServiceInput input, string region) =>
        _analyzers.TryGetValue(region, out var analyzer) && (string?)analyzer["name"] == input.Text("analyzerName")
            ? analyzer : throw new AwsErrorException("ResourceNotFoundException", "The analyzer was not found.", 404);
}
