using AwsHardening.Core.Account;

namespace AwsHardening.Completion;

/// <summary>Offers the templates of the embedded account.</summary>
public sealed class SandboxTemplateCompleter : CandidateCompleter
{
    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) =>
        Completions.SandboxTemplates().Select(template => new Candidate(template, $"embedded account {template}"));
}
