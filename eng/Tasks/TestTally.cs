using System.Text.RegularExpressions;

namespace AwsHardening.Tasks;

/// <summary>How many tests did what.</summary>
internal readonly partial record struct TestTally(int Passed, int Failed, int Skipped)
{
    public static TestTally operator +(TestTally a, TestTally b) =>
        new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped);

    /// <summary>Reads the line that ends a suite of scripts; null when it is not such a line.</summary>
    public static TestTally? Parse(string? line) => Line().Match(line ?? "") is { Success: true } match
        ? new(int.Parse(match.Groups[1].Value), int.Parse(match.Groups[2].Value), int.Parse(match.Groups[3].Value))
        : null;

    public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";

    [GeneratedRegex(@"^(\d+) passed, (\d+) failed, (\d+) skipped$")]
    private static partial Regex Line();
}
