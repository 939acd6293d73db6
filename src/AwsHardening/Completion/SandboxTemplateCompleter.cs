using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AwsHardening.Account;
using AwsHardening.Core.Account;

namespace AwsHardening.Completion;

/// <summary>Offers the templates of the embedded account, snapshots, and the folders that may hold some.</summary>
public sealed class SandboxTemplateCompleter : CandidateCompleter
{
    /// <inheritdoc />
    public override IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        base.CompleteArgument(commandName, parameterName, wordToComplete, commandAst, fakeBoundParameters)
            .Concat(SnapshotPath.Complete(wordToComplete));

    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) =>
        Completions.SandboxTemplates().Select(template => new Candidate(template, $"embedded account {template}"));
}
