using System.Text.Json.Nodes;

namespace AwsHardening.UnitTests.SandboxTests.AwsCli;

/// <summary>One command of a script; <c>$name</c> stands for what an earlier step saved.</summary>
internal sealed record ScriptStep(string Name, string Command)
{
    /// <summary>What later steps may refer to: names, and where in this step's output their values are.</summary>
    public (string Name, Func<JsonNode, JsonNode?> Value)[] Saves { get; init; } = [];

    public IEnumerable<string> Arguments(IReadOnlyDictionary<string, string> saved) => saved
        .OrderByDescending(pair => pair.Key.Length)
        .Aggregate(Command, (text, pair) => text.Replace("$" + pair.Key, pair.Value, StringComparison.Ordinal))
        .Split(' ')
        .Select(argument => argument.Replace('\u00a0', ' '));
}
