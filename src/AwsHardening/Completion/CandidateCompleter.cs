using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AwsHardening.Account;

namespace AwsHardening.Completion;

/// <summary>Offers what is known without asking anybody: tab completion never waits for the network.</summary>
public abstract class CandidateCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public virtual IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var (quote, text) = Quoting.Read(wordToComplete ?? "");
        return Candidates(RunspaceSessions.ForCurrentRunspace().Default)
            .Where(candidate => candidate.Value.StartsWith(text, StringComparison.OrdinalIgnoreCase))
            .Select(candidate => new CompletionResult(
                Quoting.Write(candidate.Value, quote), candidate.Value, CompletionResultType.ParameterValue, candidate.ToolTip));
    }

    /// <summary>Everything that could be meant.</summary>
    /// <param name="session">The runspace's default session, or null. PowerShell does not tell which one a variable after -Session holds.</param>
    private protected abstract IEnumerable<Candidate> Candidates(HardeningSession? session);
}
