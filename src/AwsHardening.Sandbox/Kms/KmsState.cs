using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Kms;

/// <summary>The keys and aliases of the account, by Region.</summary>
internal sealed class KmsState(SandboxAccount account)
{
    private readonly Regional<Dictionary<string, KmsKey>> _keys = new(_ => new(StringComparer.Ordinal));
    private readonly Regional<SortedDictionary<string, string>> _aliases = new(_ => new(StringComparer.Ordinal));

    public DateTimeOffset Now => account.Clock.GetUtcNow();

    public string AccountId => account.AccountId;

    public Dictionary<string, KmsKey> Keys(string region) => _keys[region];

    /// <summary>Alias name to key id.</summary>
    public SortedDictionary<string, string> Aliases(string region) => _aliases[region];

    public string Arn(string region, string resource) =>
        $"arn:{AwsPartition.OfRegion(region).Name}:kms:{region}:{account.AccountId}:{resource}";

    public string NewId() => account.Ids.NextUuid("kms-key");

    /// <summary>A key by its id, its ARN, its alias or its alias's ARN.</summary>
    public KmsKey? Find(string name, string region)
    {
        var resource = name.StartsWith("arn:", StringComparison.Ordinal) ? Resource(name, region) : name;
        if (resource is null)
        {
            return null;
        }

        if (resource.StartsWith("alias/aws/", StringComparison.Ordinal) && string.IsNullOrEmpty(Aliases(region).GetValueOrDefault(resource)))
        {
            AddManaged(resource, region);
        }

        var id = resource.StartsWith("alias/", StringComparison.Ordinal) ? Aliases(region).GetValueOrDefault(resource)
            : resource.StartsWith("key/", StringComparison.Ordinal) ? resource["key/".Length..]
            : resource;
        return id is null ? null : Keys(region).GetValueOrDefault(id);
    }

    private static string? Resource(string arn, string region) =>
        arn.Split(':', 6) is [_, _, "kms", var place, _, var resource] && place == region ? resource : null;

    // AWS makes a service's key on first use.
    private void AddManaged(string alias, string region)
    {
        var id = NewId();
        Keys(region).Add(id, new KmsKey(id, Arn(region, "key/" + id), AccountId, Now)
        {
            Manager = "AWS",
            Rotates = true,
            Description = $"Default key that protects my {alias["alias/aws/".Length..].ToUpperInvariant()} data when no other key is defined",
            Policy = KeyPolicies.Default(account),
        });
        Aliases(region)[alias] = id;
    }
}
