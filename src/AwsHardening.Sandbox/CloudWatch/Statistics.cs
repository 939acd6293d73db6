using System.Globalization;

namespace AwsHardening.Sandbox.CloudWatch;

/// <summary>The names of statistics.</summary>
internal static class Statistics
{
    private static readonly string[] s_plain = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"];

    public static bool IsPlain(string? name) => s_plain.Contains(name);

    /// <summary>A percentile from p0.0 to p100.</summary>
    public static bool IsPercentile(string? name) => name is ['p', _, ..]
        && double.TryParse(name.AsSpan(1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100;

    /// <exception cref="AwsErrorException">No statistic.</exception>
    public static string Check(string? name) => IsPlain(name) || IsPercentile(name)
        ? name! : throw CloudWatchErrors.Invalid($"The value {name} for parameter Statistic is not supported.");
}
