using AwsHardening.Help;

namespace AwsHardening.Completion;

/// <summary>Offers the commands of this module.</summary>
public sealed class ModuleCommandCompleter : CandidateCompleter
{
    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) =>
        ModuleCommands.All.Select(command => new Candidate(ModuleCommands.NameOf(command), ModuleCommands.NameOf(command)));
}
