using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AwsHardening.UnitTests.SandboxTests.AwsCli;

/// <summary>What an endpoint answered to each step of a script.</summary>
internal sealed partial class ScriptRun
{
    private readonly Dictionary<string, string> _saved = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AwsAnswer> _answers = new(StringComparer.Ordinal);

    public AwsAnswer this[string step] => _answers[step];

    public static async Task<ScriptRun> AtAsync(Uri endpoint, CancellationToken token)
    {
        var run = new ScriptRun();
        var command = new AwsCommand(endpoint);
        foreach (ScriptStep step in SecurityGroupScript.Steps)
        {
            AwsAnswer answer = await command.RunAsync(token, step.Arguments(run._saved));
            run._answers.Add(step.Name, answer);
            foreach ((string name, Func<JsonNode, JsonNode?> value) in step.Saves)
            {
                run._saved[name] = (string?)(answer.Output is null ? null : value(answer.Output))
                    ?? throw new InvalidOperationException($"'{step.Name}' at {endpoint} gave no {name}: {answer}.");
            }
        }

        return run;
    }

    /// <summary>The answer of a step with names for ids: equal at every endpoint that is right.</summary>
    public string Normalized(string step)
    {
        string text = _saved.Aggregate(
            _answers[step].ToString(), (text, pair) => text.Replace(pair.Value, "$" + pair.Key, StringComparison.Ordinal));
        return Id().Replace(text, "$1-*");
    }

    [GeneratedRegex(@"\b(vpc|sgr|sg|acl|rtb|subnet)-[0-9a-f]{8,17}\b")]
    private static partial Regex Id();
}
