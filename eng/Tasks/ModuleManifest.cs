using System.Text.RegularExpressions;

namespace AwsHardening.Tasks;

/// <summary>AwsHardening.psd1, read as text: tasks must run where there is no PowerShell to read it.</summary>
/// <param name="text">The manifest.</param>
internal sealed partial class ModuleManifest(string text)
{
    /// <summary>The cmdlets it exports.</summary>
    public IReadOnlyList<string> Cmdlets { get; } = Items(CmdletList().Match(text));

    /// <summary>What the PowerShell Gallery is to find it by.</summary>
    public IReadOnlyList<string> Tags { get; } = Items(TagList().Match(text));

    /// <summary>Its description.</summary>
    public string Description => DescriptionText().Match(text).Groups[1].Value.Replace("''", "'", StringComparison.Ordinal);

    public static ModuleManifest Load(string path) => new(File.ReadAllText(path));

    /// <summary>The manifest with the version of this build.</summary>
    public string WithVersion(string version) => ModuleVersion().IsMatch(text)
        ? ModuleVersion().Replace(text, $"$1'{version}'")
        : throw new TaskFailedException("AwsHardening.psd1 has no ModuleVersion line");

    private static string[] Items(Match list) => [.. Quoted().Matches(list.Groups[1].Value).Select(m => m.Groups[1].Value)];

    [GeneratedRegex(@"(\bModuleVersion\s*=\s*)'[^']*'")]
    private static partial Regex ModuleVersion();

    [GeneratedRegex(@"\bCmdletsToExport\s*=\s*@\(([^)]*)\)")]
    private static partial Regex CmdletList();

    [GeneratedRegex(@"\bTags\s*=\s*@\(([^)]*)\)")]
    private static partial Regex TagList();

    [GeneratedRegex(@"^\s*Description\s*=\s*'((?:[^']|'')*)'", RegexOptions.Multiline)]
    private static partial Regex DescriptionText();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();
}
