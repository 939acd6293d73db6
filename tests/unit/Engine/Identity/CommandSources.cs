using System.Text.RegularExpressions;
using AwsHardening.Core.Identity.Permissions;
using AwsHardening.UnitTests.SandboxTests;

namespace AwsHardening.UnitTests.Engine.Identity;

/// <summary>What the commands declare, read from their sources: the engine's tests do not load PowerShell.</summary>
internal static partial class CommandSources
{
    public static CommandNeeds Of(string command)
    {
        var file = Directory.EnumerateFiles(RepositoryFiles.Combine("src", "AwsHardening"), $"{command.Replace("-", "", StringComparison.Ordinal)}Command.cs", SearchOption.AllDirectories).Single();
        var text = File.ReadAllText(file);
        return new CommandNeeds(
            command, [.. Action().Matches(text).Select(match => (match.Groups[1].Value, match.Groups[2].Success ? match.Groups[2].Value : null))],
            text.Contains("[RequiresIamActionsOfChanges]", StringComparison.Ordinal));
    }

    [GeneratedRegex("""\[RequiresIamAction\("([^"]+)"(?:, When = "([^"]+)")?\)\]""")]
    private static partial Regex Action();
}
