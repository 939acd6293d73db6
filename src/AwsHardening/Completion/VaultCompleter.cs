using System.Management.Automation;
using AwsHardening.Core.Identity.Vault;
using AwsHardening.Identity;

namespace AwsHardening.Completion;

/// <summary>Offers the vaults of this machine.</summary>
public sealed class VaultCompleter : CandidateCompleter
{
    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session)
    {
        IReadOnlyList<RegisteredVault> registered;
        try
        {
            registered = SecretManagement.Vaults();
        }
        catch (RuntimeException)
        {
            registered = [];
        }

        return
        [
            new Candidate(VaultChoice.File, "an encrypted file with a passphrase"),
            new Candidate(VaultChoice.Dpapi, "Windows' data protection"),
            .. registered.Select(vault => new Candidate(vault.Name, "registered with SecretManagement")),
        ];
    }
}
