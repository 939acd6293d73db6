using System.Net;
using System.Text;

namespace AwsHardening.Core.Audit;

/// <summary>A name that CloudTrail takes (CloudTrail User Guide: CloudTrail trail naming requirements).</summary>
internal static class TrailName
{
    public const string Default = "All-API-Commands-across-all-Regions";

    private const int MinLength = 3;
    private const int MaxLength = 128;

    /// <summary>The nearest name that AWS takes; the same where it takes it as it is.</summary>
    public static string Correct(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name.Select(c => char.IsAsciiLetterOrDigit(c) || IsSeparator(c) ? c : '-'))
        {
            // Separators stand alone, and neither first nor last.
            if (!IsSeparator(c) || (text.Length > 0 && !IsSeparator(text[^1])))
            {
                text.Append(c);
            }
        }

        if (text.Length > MaxLength)
        {
            text.Length = MaxLength;
        }

        var corrected = text.ToString().Trim('.', '_', '-');
        return corrected.Length == 0 ? Default
            : corrected.Length < MinLength ? $"{corrected}-trail"
            : IPAddress.TryParse(corrected, out _) && corrected.Contains('.', StringComparison.Ordinal) ? $"trail-{corrected}"
            : corrected;
    }

    private static bool IsSeparator(char c) => c is '.' or '_' or '-';
}
