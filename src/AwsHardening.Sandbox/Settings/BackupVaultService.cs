using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Settings;

/// <summary>AWS Backup: vaults and who may use them. Nothing is backed up.</summary>
internal sealed partial class BackupVaultService : SettingsService
{
    private const int MostListed = 1000;

    private readonly Regional<SortedDictionary<string, Vault>> _regions = new(_ => new(StringComparer.Ordinal));

    public BackupVaultService(SandboxAccount account)
        : base("backup", account)
    {
        Operations.Add("CreateBackupVault", Create);
        Operations.Add("ListBackupVaults", List);
        Operations.Add("PutBackupVaultAccessPolicy", call => { Find(call).Policy = Said(call); });
        Operations.Add("GetBackupVaultAccessPolicy", call => Find(call) is { Policy: { } policy } vault ? Json.Of([.. vault.Names(), ("Policy", policy)])
            : throw NotFound($"No policy found for backup vault {call.Text("BackupVaultName")}."));
    }

    /// <inheritdoc/>
    public override string? PolicyOf(string region, JsonObject input) => input.Text("BackupVaultName") is { } name ? _regions[region].GetValueOrDefault(name)?.Policy : null;

    private static AwsErrorException NotFound(string message) => new("ResourceNotFoundException", message);

    private static AwsErrorException Invalid(string message) => new("InvalidParameterValueException", message);

    private static string Said(ServiceCall call) => call.Required("Policy") is var policy && ResourcePolicy.IsPolicy(policy) ? policy : throw Invalid("The specified policy cannot be added to the vault.");

    private Vault Find(ServiceCall call) => _regions[call.Region].GetValueOrDefault(call.Required("BackupVaultName")) ?? throw NotFound($"Backup vault {call.Text("BackupVaultName")} does not exist.");

    private JsonObject Create(ServiceCall call)
    {
        var name = call.Required("BackupVaultName");
        if (!VaultName().IsMatch(name))
        {
            throw Invalid($"Invalid backup vault name: {name}");
        }

        var vault = new Vault(Json.Of(
            ("BackupVaultName", name), ("BackupVaultArn", $"arn:{AwsPartition.OfRegion(call.Region).Name}:backup:{call.Region}:{Account.AccountId}:backup-vault:{name}"),
            ("VaultType", "BACKUP_VAULT"), ("CreationDate", Json.Time(Account.Clock.GetUtcNow())), ("EncryptionKeyArn", call.Text("EncryptionKeyArn")),
            ("NumberOfRecoveryPoints", 0), ("Locked", false)));
        return _regions[call.Region].TryAdd(name, vault) ? Json.Of([.. vault.Names(), ("CreationDate", vault.Shape["CreationDate"]!.DeepClone())])
            : throw new AwsErrorException("AlreadyExistsException", $"Backup vault with the same name already exists: {name}");
    }

    private JsonObject List(ServiceCall call)
    {
        var size = call.Number("MaxResults") ?? MostListed;
        if (size is < 1 or > MostListed)
        {
            throw Invalid($"Invalid value for MaxResults: {size}");
        }

        var (page, next) = PageToken.Cut(
            call.Operation, [.. _regions[call.Region].Values.Select(vault => vault.Shape.DeepClone())], size, call.Text("NextToken"), () => Invalid("Invalid NextToken."));
        return Json.Of(("BackupVaultList", Json.List(page)), ("NextToken", next));
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]{2,50}$")]
    private static partial Regex VaultName();

    private sealed class Vault(JsonObject shape)
    {
        public JsonObject Shape => shape;

        public string? Policy { get; set; }

        public (string, JsonNode?)[] Names() => [("BackupVaultName", shape["BackupVaultName"]!.DeepClone()), ("BackupVaultArn", shape["BackupVaultArn"]!.DeepClone())];
    }
}
