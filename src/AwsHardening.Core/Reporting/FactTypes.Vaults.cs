using static AwsHardening.Core.Reporting.FactServices;

namespace AwsHardening.Core.Reporting;

/// <content>Domains and vaults, which their own policies may give to others.</content>
internal static partial class FactTypes
{
    /// <summary>Domains of OpenSearch Service, whichever engine they run.</summary>
    public static readonly FactType SearchDomains = OpenSearch.List("SearchDomains", "ListDomainNames", "DomainNames", "Domain", "DomainName", "arn:{partition}:es:{region}:{account}:domain/{id}") with
    {
        Parts = [FactPart.Of("Status", "DescribeDomain", "DomainName") with { Member = "DomainStatus" }],
    };

    /// <summary>Vaults of Amazon Glacier, which takes no new customers: to others than its own it says so.</summary>
    public static readonly FactType ArchiveVaults = Glacier.List("ArchiveVaults", "ListVaults", "VaultList", "Vault", "VaultName", "VaultARN") with
    {
        Parameters = new() { ["accountId"] = OwnAccount },
        NotSet = ["NoLongerSupportedException"],
        Parts =
        [
            new("Policy", "GetVaultAccessPolicy", vault => new() { ["accountId"] = OwnAccount, ["vaultName"] = vault["VaultName"]!.DeepClone() })
            {
                Member = "policy", NotSet = ["ResourceNotFoundException"],
            },
        ],
    };

    /// <summary>Vaults of AWS Backup.</summary>
    public static readonly FactType BackupVaults = Backup.List("BackupVaults", "ListBackupVaults", "BackupVaultList", "BackupVault", "BackupVaultName", "BackupVaultArn") with
    {
        Size = ("MaxResults", 1000),
        Parts = [FactPart.Of("Policy", "GetBackupVaultAccessPolicy", "BackupVaultName") with { Member = "Policy", NotSet = ["ResourceNotFoundException"] }],
    };

    // The account of whoever signs (Amazon Glacier Developer Guide: List Vaults).
    private const string OwnAccount = "-";
}
