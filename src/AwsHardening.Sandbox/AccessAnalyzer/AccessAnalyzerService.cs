using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.AccessAnalyzer;

/// <summary>IAM Access Analyzer of the embedded account: one analyzer of a type a Region. It finds nothing.</summary>
/// <param name="account">The account.</param>
public sealed class AccessAnalyzerService(SandboxAccount account) : IServiceHandler
{
    private readonly Dictionary<string, List<JsonObject>> _analyzers = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Service => "accessanalyzer";

    private SnapshotCopy? _copy;

    /// <summary>Makes the account a copy of one Region.</summary>
    internal SnapshotCopy NewCopy(string region) => _copy = new SnapshotCopy(region);

    internal List<JsonObject> Analyzers(string region)
    {
        if (!_analyzers.TryGetValue(region, out var here))
        {
            _analyzers[region] = here = [];
        }

        return here;
    }

    /// <inheritdoc/>
    public JsonObject Handle(string operation, JsonObject input, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _copy?.Check(operation, context.Region, input);
        var read = new ServiceInput(input);
        return operation switch
        {
            "CreateAnalyzer" => Create(read, context.Region),
            "GetAnalyzer" => new JsonObject { ["analyzer"] = Own(read, context.Region).DeepClone() },
            "ListAnalyzers" => new JsonObject
            {
                ["analyzers"] = new JsonArray(
                    [.. Analyzers(context.Region).Where(one => read.Text("type") is not { } type || type == (string?)one["type"]).Select(one => one.DeepClone())]),
            },
            "DeleteAnalyzer" => Delete(read, context.Region),
            _ => throw new AwsErrorException("UnknownOperationException", $"The sandbox does not serve accessanalyzer:{operation}."),
        };
    }

    private JsonObject Create(ServiceInput input, string region)
    {
        var type = input.Text("type");
        if (Analyzers(region).Exists(one => (string?)one["type"] == type))
        {
            throw new AwsErrorException(
                "ServiceQuotaExceededException", "You already have the maximum of 1 analyzer of this type in the Region.", 402);
        }

        var name = input.Text("analyzerName")!;
        ServiceLinkedRoleOperations.Ensure(account.Service<IamService>().State, "access-analyzer.amazonaws.com");
        var arn = $"arn:{AwsPartition.OfRegion(region).Name}:access-analyzer:{region}:{account.AccountId}:analyzer/{name}";
        Analyzers(region).Add(new JsonObject
        {
            ["arn"] = arn,
            ["name"] = name,
            ["type"] = type,
            ["createdAt"] = ServiceInput.Answer(account.Clock.GetUtcNow()),
            ["status"] = "ACTIVE",
        });
        return new JsonObject { ["arn"] = arn };
    }

    private JsonObject Delete(ServiceInput input, string region)
    {
        Analyzers(region).Remove(Own(input, region));
        return [];
    }

    private JsonObject Own(ServiceInput input, string region) =>
        Analyzers(region).Find(analyzer => (string?)analyzer["name"] == input.Text("analyzerName"))
        ?? throw new AwsErrorException("ResourceNotFoundException", "The analyzer was not found.", 404);
}
