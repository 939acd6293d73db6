using System.Text.RegularExpressions;

namespace AwsHardening.UnitTests.SandboxTests.AwsCli;

/// <summary>What an endpoint answered to each step of a script, with ids numbered in the order of their appearance.</summary>
internal sealed partial class ScriptRun
{
    private readonly Dictionary<string, string> _numbered = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AwsAnswer> _answers = new(StringComparer.Ordinal);

    public AwsAnswer this[string step] => _answers[step];

    public static async Task<ScriptRun> AtAsync(Uri endpoint, CancellationToken token)
    {
        var run = new ScriptRun();
        var command = new AwsCommand(endpoint);
        var saved = new Dictionary<string, string>();
        foreach (ScriptStep step in SecurityGroupScript.Steps)
        {
            AwsAnswer answer = await command.RunAsync(token, step.Arguments(saved));
            run._answers.Add(step.Name, answer);
            if (step.Saves is var (name, member))
            {
                saved[name] = (string?)answer.Output?[member]
                    ?? throw new InvalidOperationException($"'{step.Name}' at {endpoint} gave {answer} and no {member}.");
            }
        }

        return run;
    }

    /// <summary>The answer of a step in a form that is equal at every endpoint that is right.</summary>
    public string Normalized(string step) => Id().Replace(_answers[step].ToString(), match =>
    {
        if (!_numbered.TryGetValue(match.Value, out string? number))
        {
            _numbered.Add(match.Value, number = $"{match.Groups[1].Value}-#{_numbered.Count + 1}");
        }

        return number;
    });

    [GeneratedRegex(@"\b(vpc|sgr|sg|acl|rtb|subnet)-[0-9a-f]{8,17}\b")]
    private static partial Regex Id();
}
