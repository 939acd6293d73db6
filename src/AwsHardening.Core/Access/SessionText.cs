using System.Text.RegularExpressions;

namespace AwsHardening.Core.Access;

/// <summary>What a session shows beside what its commands write.</summary>
internal static partial class SessionText
{
    /// <summary>The output without the plugin's own lines about the session's beginning and end, and without terminal codes.</summary>
    public static string Strip(string output, string sessionId) => string.Join('\n', Codes().Replace(output, "").Replace("\r\n", "\n", StringComparison.Ordinal)
        .Split('\n').Where(line => !line.Contains($"sessionId: {sessionId}", StringComparison.OrdinalIgnoreCase))).Trim('\n');

    [GeneratedRegex(@"\x1B\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Codes();
}
