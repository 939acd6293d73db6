using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Settings;

/// <summary>Amazon ECR: the repositories of a private registry, their policies and settings, and what the registry has scanned. No image is in them.</summary>
internal sealed class RepositoryService : SettingsService
{
    private const int PageSize = 100;

    private readonly Regional<SortedDictionary<string, Repository>> _regions = new(_ => new(StringComparer.Ordinal));
    private readonly Regional<RegistryScanning> _registries = new(_ => new());
    private readonly Dictionary<string, string> _registryPolicies = new(StringComparer.Ordinal);

    public RepositoryService(SandboxAccount account)
        : base("ecr", account)
    {
        Operations.Add("CreateRepository", Create);
        Operations.Add("DescribeRepositories", List);
        Operations.Add("GetRepositoryPolicy", call => WithPolicy(Find(call)));
        Operations.Add("SetRepositoryPolicy", SetPolicy);
        Operations.Add("DeleteRepositoryPolicy", call =>
        {
            var repository = Find(call);
            var answer = WithPolicy(repository);
            repository.Policy = null;
            return answer;
        });
        Operations.Add("GetRegistryPolicy", RegistryPolicy);
        Operations.Add("PutRegistryPolicy", call =>
        {
            _registryPolicies[call.Region] = Checked(call.Required("policyText"));
            return RegistryPolicy(call);
        });
        Operations.Add("DeleteRegistryPolicy", call =>
        {
            var answer = RegistryPolicy(call);
            _registryPolicies.Remove(call.Region);
            return answer;
        });
        Operations.Add("PutImageScanningConfiguration", call => Put(call, "imageScanningConfiguration"));
        Operations.Add("PutImageTagMutability", call => Put(call, "imageTagMutability"));
        Operations.Add("GetRegistryScanningConfiguration", call => Json.Of(("registryId", Account.AccountId), ("scanningConfiguration", _registries[call.Region].Shape())));
        Operations.Add("PutRegistryScanningConfiguration", call => Json.Of(("registryScanningConfiguration", _registries[call.Region].Put(call))));
        Operations.Add("BatchGetRepositoryScanningConfiguration", Scanning);
    }

    /// <inheritdoc/>
    public override string? PolicyOf(string region, JsonObject input) =>
        input.Text("repositoryName") is { } name ? _regions[region].GetValueOrDefault(name)?.Policy : null;

    private static AwsErrorException Invalid(string member, string why) => new("InvalidParameterException", $"Invalid parameter at '{member}' failed to satisfy constraint: '{why}'");

    private string Whose(string name) => $"the repository with name '{name}' in the registry with id '{Account.AccountId}'";

    private Repository Find(ServiceCall call, string? name = null) => _regions[call.Region].GetValueOrDefault(name ?? call.Required("repositoryName")) ?? throw new AwsErrorException(
        "RepositoryNotFoundException", $"The repository with name '{name ?? call.Required("repositoryName")}' does not exist in the registry with id '{Account.AccountId}'");

    private JsonObject Create(ServiceCall call)
    {
        var name = call.Required("repositoryName");
        var registry = $"{Account.AccountId}.dkr.ecr.{call.Region}.{AwsPartition.OfRegion(call.Region).DnsSuffix}";
        var repository = new Repository(Json.Of(
            ("repositoryArn", $"arn:{AwsPartition.OfRegion(call.Region).Name}:ecr:{call.Region}:{Account.AccountId}:repository/{name}"), ("registryId", Account.AccountId),
            ("repositoryName", name), ("repositoryUri", $"{registry}/{name}"), ("createdAt", Json.Time(Account.Clock.GetUtcNow())),
            ("imageTagMutability", call.Text("imageTagMutability") ?? "MUTABLE"),
            ("imageScanningConfiguration", call.Input["imageScanningConfiguration"]?.DeepClone() ?? Json.Of(("scanOnPush", false))),
            ("encryptionConfiguration", call.Input["encryptionConfiguration"]?.DeepClone() ?? Json.Of(("encryptionType", "AES256")))));
        return _regions[call.Region].TryAdd(name, repository) ? Json.Of(("repository", repository.Shape.DeepClone())) : throw new AwsErrorException(
            "RepositoryAlreadyExistsException", $"The repository with name '{name}' already exists in the registry with id '{Account.AccountId}'");
    }

    // Those that are named come on one page.
    private JsonObject List(ServiceCall call)
    {
        if (call.Texts("repositoryNames") is { Count: > 0 } names)
        {
            return Json.Of(("repositories", Json.List(names.Select(name => Find(call, name).Shape.DeepClone()))));
        }

        var (page, next) = PageToken.Cut(
            call.Operation, [.. _regions[call.Region].Values.Select(one => one.Shape.DeepClone())], call.Number("maxResults") ?? PageSize, call.Text("nextToken"),
            () => Invalid("nextToken", "Invalid token"));
        return Json.Of(("repositories", Json.List(page)), ("nextToken", next));
    }

    private JsonObject WithPolicy(Repository repository) => Json.Of(
        ("registryId", Account.AccountId), ("repositoryName", repository.Name),
        ("policyText", repository.Policy ?? throw new AwsErrorException("RepositoryPolicyNotFoundException", $"Repository policy does not exist for {Whose(repository.Name)}")));

    private static string Checked(string policy) => ResourcePolicy.IsPolicy(policy) ? policy : throw Invalid("PolicyText", "Invalid repository policy provided");

    private JsonObject RegistryPolicy(ServiceCall call) => Json.Of(
        ("registryId", Account.AccountId),
        ("policyText", _registryPolicies.GetValueOrDefault(call.Region)
            ?? throw new AwsErrorException("RegistryPolicyNotFoundException", $"Registry policy does not exist in the registry with id '{Account.AccountId}'")));

    private JsonObject SetPolicy(ServiceCall call)
    {
        var repository = Find(call);
        repository.Policy = Checked(call.Required("policyText"));
        return WithPolicy(repository);
    }

    private JsonObject Put(ServiceCall call, string setting)
    {
        var repository = Find(call);
        if (setting == "imageScanningConfiguration" && _registries[call.Region].IsEnhanced)
        {
            throw new AwsErrorException("ValidationException", "This feature is disabled: the registry is set to enhanced scanning.");
        }

        repository.Shape[setting] = call.Input[setting]!.DeepClone();
        return Json.Of(("registryId", Account.AccountId), ("repositoryName", repository.Name), (setting, repository.Shape[setting]!.DeepClone()));
    }

    private JsonObject Scanning(ServiceCall call)
    {
        List<JsonNode> found = [], failures = [];
        foreach (var name in call.Texts("repositoryNames"))
        {
            if (_regions[call.Region].GetValueOrDefault(name) is { } repository)
            {
                found.Add(_registries[call.Region].Of(repository.Name, repository.Shape));
            }
            else
            {
                failures.Add(Json.Of(("repositoryName", name), ("failureCode", "REPOSITORY_NOT_FOUND"), ("failureReason", $"The repository with name '{name}' does not exist")));
            }
        }

        return Json.Of(("scanningConfigurations", Json.List(found)), ("failures", Json.List(failures)));
    }

    private sealed class Repository(JsonObject shape)
    {
        public JsonObject Shape => shape;

        public string Name => shape.Text("repositoryName")!;

        public string? Policy { get; set; }
    }
}
