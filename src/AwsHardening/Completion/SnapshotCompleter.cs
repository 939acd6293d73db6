using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AwsHardening.Account;

namespace AwsHardening.Completion;

/// <summary>Offers snapshots, and the folders that may hold some.</summary>
public sealed class SnapshotCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        SnapshotPath.Complete(wordToComplete);
}
