using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Settings;

/// <summary>Amazon Glacier: vaults and who may use them. Nothing is archived.</summary>
internal sealed partial class ArchiveVaultService : SettingsService
{
    private const int MostListed = 10;

    private readonly Regional<SortedDictionary<string, Vault>> _regions = new(_ => new(StringComparer.Ordinal));

    public ArchiveVaultService(SandboxAccount account)
        : base("glacier", account)
    {
        Operations.Add("CreateVault", Create);
        Operations.Add("ListVaults", List);
        Operations.Add("SetVaultAccessPolicy", Set);
        Operations.Add("GetVaultAccessPolicy", call => Find(call).Policy is { } policy ? Json.Of(("policy", Json.Of(("Policy", policy))))
            : throw NotFound("No vault access policy is set on the vault."));
    }

    /// <inheritdoc/>
    public override string? PolicyOf(string region, JsonObject input) => input.Text("vaultName") is { } name ? _regions[region].GetValueOrDefault(name)?.Policy : null;

    private static AwsErrorException NotFound(string message) => new("ResourceNotFoundException", message, 404);

    private static AwsErrorException Invalid(string message) => new("InvalidParameterValueException", message);

    // A hyphen stands for the account of whoever asks.
    private string Owner(ServiceCall call) => call.Required("accountId") is var id && (id == "-" || id == Account.AccountId) ? Account.AccountId
        : throw new AwsErrorException("AccessDeniedException", $"User is not authorized to use account {id}.", 403);

    private Vault Find(ServiceCall call)
    {
        Owner(call);
        return _regions[call.Region].GetValueOrDefault(call.Required("vaultName")) ?? throw NotFound($"Vault not found for ARN: {Arn(call)}");
    }

    private string Arn(ServiceCall call) =>
        $"arn:{AwsPartition.OfRegion(call.Region).Name}:glacier:{call.Region}:{Account.AccountId}:vaults/{call.Required("vaultName")}";

    // Whoever makes a vault again gets the one that there is.
    private JsonObject Create(ServiceCall call)
    {
        var (owner, name) = (Owner(call), call.Required("vaultName"));
        if (!VaultName().IsMatch(name))
        {
            throw Invalid($"Invalid vaultName: {name}");
        }

        _regions[call.Region].TryAdd(name, new(Json.Of(
            ("VaultARN", Arn(call)), ("VaultName", name), ("CreationDate", Account.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
            ("NumberOfArchives", 0), ("SizeInBytes", 0))));
        return Json.Of(("location", $"/{owner}/vaults/{name}"));
    }

    private JsonObject List(ServiceCall call)
    {
        Owner(call);
        var size = call.Text("limit") is { } limit ? int.TryParse(limit, CultureInfo.InvariantCulture, out var asked) ? asked : 0 : MostListed;
        if (size is < 1 or > MostListed)
        {
            throw Invalid($"Invalid limit: {size}");
        }

        var (page, next) = PageToken.Cut(
            call.Operation, [.. _regions[call.Region].Values.Select(vault => vault.Shape.DeepClone())], size, call.Text("marker"), () => Invalid("Invalid marker."));
        return Json.Of(("VaultList", Json.List(page)), ("Marker", next));
    }

    private void Set(ServiceCall call) => Find(call).Policy = (call.Input["policy"] as JsonObject)?.Text("Policy") is { } policy && ResourcePolicy.IsPolicy(policy) ? policy
        : throw Invalid("Invalid vault access policy.");

    [GeneratedRegex("^[a-zA-Z0-9._-]{1,255}$")]
    private static partial Regex VaultName();

    private sealed class Vault(JsonObject shape)
    {
        public JsonObject Shape => shape;

        public string? Policy { get; set; }
    }
}
