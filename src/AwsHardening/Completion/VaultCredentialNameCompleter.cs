using AwsHardening.Core.Identity.Vault;

namespace AwsHardening.Completion;

/// <summary>Offers names of credentials: those of the encrypted files, whose names need no passphrase, and those that this process has seen.</summary>
public sealed class VaultCredentialNameCompleter : CandidateCompleter
{
    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) =>
        VaultNamesSeen.All.Concat(VaultOperation.NamesInFiles().Select(name => new Candidate(name, $"credential {name}"))).DistinctBy(one => one.Value)
            .OrderBy(one => one.Value, StringComparer.Ordinal);
}
