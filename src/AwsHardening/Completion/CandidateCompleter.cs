using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AwsHardening.Account;

namespace AwsHardening.Completion;

/// <summary>Offers what is known without asking anybody: tab completion never waits for the network.</summary>
public abstract class CandidateCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        ArgumentNullException.ThrowIfNull(fakeBoundParameters);
        var (quote, text) = Quoting.Read(wordToComplete ?? "");
        var session = fakeBoundParameters["Session"] as HardeningSession ?? RunspaceSessions.ForCurrentRunspace().Default;
        return Candidates(session)
            .Where(candidate => candidate.Value.StartsWith(text, StringComparison.OrdinalIgnoreCase))
            .Select(candidate => new CompletionResult(
                Quoting.Write(candidate.Value, quote), candidate.Value, CompletionResultType.ParameterValue, candidate.ToolTip));
    }

    /// <summary>Everything that could be meant.</summary>
    /// <param name="session">The session that the command would use, or null.</param>
    private protected abstract IEnumerable<Candidate> Candidates(HardeningSession? session);
}
